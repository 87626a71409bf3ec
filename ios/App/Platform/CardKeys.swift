// Makes the keys of the person's cards in the Secure Enclave, one for each name, and signs with them there. What is promised is
// written at `DeviceKeys` in MadridKit.

import CryptoKit
import Foundation
import MadridKit
import Security

/// The keys of cards on this phone.
final class CardKeys: DeviceKeys, Sendable {
    /// The app has a key store of the same name.
    private typealias Key = CryptoKit.SecureEnclave.P256.Signing.PrivateKey

    /// Two calls at once must not make two keys of one name: the second would take the first one's place.
    private let making = NSLock()

    func storage() -> KeyStorage { .hardware }

    func ensure(names: [String]) throws -> [Data] {
        try making.withLock {
            try names.map { try (Self.find($0) ?? Self.make($0)).publicKey.x963Representation }
        }
    }

    func sign(name: String, message: Data) throws -> Data {
        guard let key = try Self.find(name) else { throw KeyStoreError.Invalidated }
        guard let signature = try? key.signature(for: message) else { throw KeyStoreError.Unavailable }
        return signature.derRepresentation
    }

    func destroy(names: [String]) throws {
        for name in names {
            switch SecItemDelete(Self.item(name) as CFDictionary) {
            case errSecSuccess, errSecItemNotFound: break
            default: throw KeyStoreError.Unavailable
            }
        }
    }

    /// The key of a name; `nil` when there is none.
    private static func find(_ name: String) throws -> Key? {
        var query = item(name)
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne
        var found: CFTypeRef?
        switch SecItemCopyMatching(query as CFDictionary, &found) {
        case errSecSuccess: break
        case errSecItemNotFound: return nil
        default: throw KeyStoreError.Unavailable
        }
        guard let kept = found as? Data, let key = try? Key(dataRepresentation: kept) else {
            throw KeyStoreError.Invalidated
        }
        return key
    }

    private static func make(_ name: String) throws -> Key {
        guard let key = try? Key() else { throw KeyStoreError.Unavailable }
        var kept = item(name)
        kept[kSecValueData] = key.dataRepresentation
        kept[kSecAttrAccessible] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        guard SecItemAdd(kept as CFDictionary, nil) == errSecSuccess else { throw KeyStoreError.Unavailable }
        return key
    }

    private static func item(_ name: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "es.madrid.movil.cards", kSecAttrAccount: name]
    }
}
