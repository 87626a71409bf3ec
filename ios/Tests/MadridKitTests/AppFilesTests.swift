// What lies beside the app's code and no compiler reads: texts of permissions, the privacy manifest, colours, the project.

import Foundation
import MadridDesign
import XCTest

final class AppFilesTests: XCTestCase {
    func testEveryPermissionIsAskedForInBothLanguages() throws {
        let spanish = try strings("es")
        let english = try strings("en")
        XCTAssertEqual(Set(spanish.keys), Set(english.keys))
        for (key, text) in spanish {
            XCTAssertFalse(text.isEmpty, key)
            XCTAssertNotEqual(text, english[key], key)
        }
        // Without its entry in Info.plist iOS ends the app instead of asking.
        let asked = try lines(of: "project.yml").filter { $0.contains("UsageDescription:") }
        let named = asked.compactMap { $0.split(separator: ":").first?.trimmingCharacters(in: .whitespaces) }
        XCTAssertEqual(Set(named), Set(spanish.keys))
    }

    func testThePrivacyManifestTracksNobodyAndNamesWhyForEverything() throws {
        let manifest = try plist("App/Resources/PrivacyInfo.xcprivacy")
        XCTAssertEqual(manifest["NSPrivacyTracking"] as? Bool, false)
        XCTAssertEqual(manifest["NSPrivacyTrackingDomains"] as? [String], [])
        let collected = try (manifest["NSPrivacyCollectedDataTypes"] as? [[String: Any]]).unwrapped()
        for data in collected {
            XCTAssertEqual(data["NSPrivacyCollectedDataTypeTracking"] as? Bool, false)
            let purposes = data["NSPrivacyCollectedDataTypePurposes"] as? [String]
            XCTAssertEqual(purposes, ["NSPrivacyCollectedDataTypePurposeAppFunctionality"])
        }
        let used = try (manifest["NSPrivacyAccessedAPITypes"] as? [[String: Any]]).unwrapped()
        XCTAssertFalse(used.isEmpty)
        for api in used {
            XCTAssertEqual((api["NSPrivacyAccessedAPITypeReasons"] as? [String])?.isEmpty, false, "\(api)")
        }
    }

    func testTheStartHasTheColourOfTheBar() throws {
        struct Colours: Decodable {
            struct One: Decodable {
                struct Value: Decodable { let components: [String: String] }
                let color: Value
            }
            let colors: [One]
        }
        let path = "App/Resources/Assets.xcassets/LaunchBackground.colorset/Contents.json"
        let colours = try JSONDecoder().decode(Colours.self, from: try Data(contentsOf: file(path))).colors
        let drawn = colours.map { one in
            ["red", "green", "blue"].reduce(UInt32(0)) { rgb, name in
                let channel = one.color.components[name].flatMap { UInt32($0.dropFirst(2), radix: 16) }
                return rgb << 8 | (channel ?? 0)
            }
        }
        XCTAssertEqual(drawn, [Palette.bar.light, Palette.bar.dark])
    }

    func testTheProjectTakesTheLinksOfTheApp() throws {
        let project = try lines(of: "project.yml").map { $0.trimmingCharacters(in: .whitespaces) }
        XCTAssertTrue(project.contains("CFBundleURLSchemes: [madrid]"))
        let cards = "es.madrid.movil, openid-credential-offer, haip-vci, openid4vp, haip-vp"
        XCTAssertTrue(project.contains("CFBundleURLSchemes: [\(cards)]"))
        XCTAssertTrue(project.contains("CFBundleLocalizations: [es, en]"))
        XCTAssertTrue(project.contains("products: [MadridKit, MadridDesign]"))
    }

    private func file(_ path: String) -> URL {
        let here = URL(fileURLWithPath: #filePath)
        return here.deletingLastPathComponent().appendingPathComponent("../../\(path)").standardizedFileURL
    }

    private func lines(of path: String) throws -> [String] {
        try String(contentsOf: file(path), encoding: .utf8).components(separatedBy: "\n")
    }

    private func plist(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: file(path))
        return try (PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any]).unwrapped()
    }

    private func strings(_ language: String) throws -> [String: String] {
        let texts = try plist("App/Resources/\(language).lproj/InfoPlist.strings")
        return try (texts as? [String: String]).unwrapped()
    }
}
