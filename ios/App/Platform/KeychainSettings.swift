// Keeps the core's few small settings as items of the Keychain, on this phone only.

import Foundation
import MadridKit
import Security

/// The phone's secure settings.
final class KeychainSettings: SecureSettings {
    func read(key: String) throws -> String? {
        var query = Self.item(key)
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne
        var found: CFTypeRef?
        switch SecItemCopyMatching(query as CFDictionary, &found) {
        case errSecSuccess: break
        case errSecItemNotFound: return nil
        default: throw SettingsError.Unavailable
        }
        guard let bytes = found as? Data, let value = String(data: bytes, encoding: .utf8) else {
            throw SettingsError.Unavailable
        }
        return value
    }

    func write(key: String, value: String) throws {
        let item = Self.item(key)
        let change: [CFString: Any] = [kSecValueData: Data(value.utf8)]
        switch SecItemUpdate(item as CFDictionary, change as CFDictionary) {
        case errSecSuccess: return
        case errSecItemNotFound: break
        default: throw SettingsError.Unavailable
        }
        var added = item.merging(change) { _, new in new }
        // After the first unlock, so that the app can work while the phone lies locked on the table.
        added[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        guard SecItemAdd(added as CFDictionary, nil) == errSecSuccess else { throw SettingsError.Unavailable }
    }

    func remove(key: String) throws {
        switch SecItemDelete(Self.item(key) as CFDictionary) {
        case errSecSuccess, errSecItemNotFound: return
        default: throw SettingsError.Unavailable
        }
    }

    private static func item(_ key: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "es.madrid.movil.settings", kSecAttrAccount: key]
    }
}
