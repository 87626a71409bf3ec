// Wraps the keys of the personal data with two keys that never leave the Secure Enclave: one for the phone, one for the
// person. What is promised is written at `KeyStore` in MadridKit.

import Foundation
import LocalAuthentication
import MadridKit
import Security

/// The phone's key store.
final class SecureEnclave: KeyStore, Sendable {
    private static var algorithm: SecKeyAlgorithm { .eciesEncryptionCofactorVariableIVX963SHA256AESGCM }
    /// Two calls at once must not make two keys: the second would find the first one's secrets unreadable.
    private let making = NSLock()

    func wrap(secret: Data, guard: KeyGuard) throws -> Data {
        if `guard` == .person, !LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) {
            throw KeyStoreError.NoScreenLock
        }
        let key = try making.withLock { try Self.find(`guard`) ?? Self.make(`guard`) }
        guard let open = SecKeyCopyPublicKey(key),
            let wrapped = SecKeyCreateEncryptedData(open, Self.algorithm, secret as CFData, nil)
        else { throw KeyStoreError.Unavailable }
        return Data([`guard`.mark]) + (wrapped as Data)
    }

    func unwrap(wrapped: Data, prompt: String) throws -> Data {
        guard let mark = wrapped.first, let keyGuard = KeyGuard(mark: mark) else { throw KeyStoreError.CannotUnwrap }
        // A new one each time: a context that has been answered would not ask again.
        let asking = LAContext()
        asking.localizedReason = prompt
        guard let key = try Self.find(keyGuard, asking: asking) else { throw KeyStoreError.Invalidated }
        var failure: Unmanaged<CFError>?
        let secret = SecKeyCreateDecryptedData(key, Self.algorithm, Data(wrapped.dropFirst()) as CFData, &failure)
        guard let secret else { throw Self.reason(failure?.takeRetainedValue()) }
        return secret as Data
    }

    /// The key of a guard; `nil` when it was never made, or went with the screen code or with a restored copy.
    private static func find(_ keyGuard: KeyGuard, asking: LAContext? = nil) throws -> SecKey? {
        var query: [CFString: Any] = [
            kSecClass: kSecClassKey,
            kSecAttrKeyClass: kSecAttrKeyClassPrivate,
            kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecAttrApplicationTag: keyGuard.tag,
            kSecMatchLimit: kSecMatchLimitOne,
            kSecReturnRef: true,
        ]
        if let asking {
            query[kSecUseAuthenticationContext] = asking
        }
        var found: CFTypeRef?
        switch SecItemCopyMatching(query as CFDictionary, &found) {
        case errSecSuccess: break
        case errSecItemNotFound: return nil
        default: throw KeyStoreError.Unavailable
        }
        // Core Foundation's types know no conditional cast: the type is asked for first.
        guard let found, CFGetTypeID(found) == SecKeyGetTypeID() else { throw KeyStoreError.Unavailable }
        return unsafeDowncast(found, to: SecKey.self)
    }

    private static func make(_ keyGuard: KeyGuard) throws -> SecKey {
        guard let access = SecAccessControlCreateWithFlags(nil, keyGuard.accessible, keyGuard.conditions, nil) else {
            throw KeyStoreError.Unavailable
        }
        let kept: [CFString: Any] = [
            kSecAttrIsPermanent: true,
            kSecAttrApplicationTag: keyGuard.tag,
            kSecAttrAccessControl: access,
        ]
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrKeySizeInBits: 256,
            kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs: kept,
        ]
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, nil) else { throw KeyStoreError.Unavailable }
        return key
    }

    private static func reason(_ failure: CFError?) -> KeyStoreError {
        guard let failure else { return .Unavailable }
        if let answer = (failure as any Error) as? LAError {
            return answer.isRefusal ? .Refused : .Unavailable
        }
        switch OSStatus(truncatingIfNeeded: CFErrorGetCode(failure)) {
        case errSecUserCanceled, errSecAuthFailed: return .Refused
        case errSecItemNotFound: return .Invalidated
        // Bytes that are not ours, or not whole any more.
        case errSecParam, errSecDecode: return .CannotUnwrap
        default: return .Unavailable
        }
    }
}

extension LAError {
    /// Whether the person said no, was not recognised, or was called away: nothing is lost, and they may try again.
    fileprivate var isRefusal: Bool {
        switch code {
        case .authenticationFailed, .userCancel, .systemCancel, .appCancel: true
        default: false
        }
    }
}

extension KeyGuard {
    /// The byte in front of what was wrapped, which says who must agree before it is opened.
    fileprivate var mark: UInt8 {
        switch self {
        case .device: 1
        case .person: 2
        }
    }

    fileprivate init?(mark: UInt8) {
        switch mark {
        case 1: self = .device
        case 2: self = .person
        default: return nil
        }
    }

    fileprivate var tag: Data {
        switch self {
        case .device: Data("es.madrid.movil.key.device".utf8)
        case .person: Data("es.madrid.movil.key.person".utf8)
        }
    }

    /// Neither key goes into a copy of the phone; the person's goes when the screen code does.
    fileprivate var accessible: CFString {
        switch self {
        case .device: kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        case .person: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
        }
    }

    /// Face, finger or code: a finger enrolled later loses nothing.
    fileprivate var conditions: SecAccessControlCreateFlags {
        switch self {
        case .device: .privateKeyUsage
        case .person: [.privateKeyUsage, .userPresence]
        }
    }
}
