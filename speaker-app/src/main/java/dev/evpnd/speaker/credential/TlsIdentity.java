package dev.evpnd.speaker.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// Whom this daemon is by TLS: a certificate, those that vouch for it, and its key.
public final class TlsIdentity {
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /// What a key that is the certificate's can sign, so that the certificate vouches for it.
    private static final byte[] SAMPLE = {1, 2, 3};

    private final SSLContext context;

    private TlsIdentity(SSLContext context) {
        this.context = context;
    }

    /// Reads both from PEM files.
    static TlsIdentity read(Path certificate, Path key) throws IOException {
        var chain = chain(certificate);
        var publicKey = chain.getFirst().getPublicKey();
        var privateKey = key(key, publicKey.getAlgorithm());
        try {
            if (!belongs(privateKey, publicKey)) {
                throw SecretFile.fault(KEY, key, "expected the key of " + certificate);
            }
            return new TlsIdentity(context(chain, privateKey));
        } catch (GeneralSecurityException unusable) {
            throw SecretFile.fault(
                    KEY, key, "cannot be used with " + certificate + ": " + unusable.getMessage());
        }
    }

    private static List<Certificate> chain(Path file) throws IOException {
        var octets = SecretFile.readOpen(CERTIFICATE, file);
        try {
            var chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(octets));
            if (!chain.isEmpty()) {
                return List.copyOf(chain);
            }
            throw SecretFile.fault(CERTIFICATE, file, "expected PEM with a CERTIFICATE in it");
        } catch (CertificateException malformed) {
            throw SecretFile.fault(
                    CERTIFICATE,
                    file,
                    "expected PEM with a CERTIFICATE in it: " + malformed.getMessage());
        }
    }

    /// @param algorithm of the certificate's own key
    private static PrivateKey key(Path file, String algorithm) throws IOException {
        var text = new String(SecretFile.read(KEY, file), StandardCharsets.US_ASCII);
        var block = BLOCK.matcher(text);
        if (!block.find() || !block.group(1).equals("PRIVATE KEY")) {
            throw SecretFile.fault(
                    KEY,
                    file,
                    "expected PEM with a PRIVATE KEY that no password protects, as"
                            + " `openssl pkcs8 -topk8 -nocrypt` writes it");
        }
        try {
            var octets = Base64.getMimeDecoder().decode(block.group(2));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw SecretFile.fault(
                    KEY,
                    file,
                    "expected a key of the algorithm " + algorithm + ", as the certificate has it");
        }
    }

    private static boolean belongs(PrivateKey own, PublicKey known)
            throws GeneralSecurityException {
        var algorithm =
                switch (own.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case String other -> other;
                };
        var signing = Signature.getInstance(algorithm);
        signing.initSign(own);
        signing.update(SAMPLE);
        var verifying = Signature.getInstance(algorithm);
        verifying.initVerify(known);
        verifying.update(SAMPLE);
        return verifying.verify(signing.sign());
    }

    private static SSLContext context(List<Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("evpnd", key, new char[0], chain.toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// What speaks TLS on one connection that somebody has made to this daemon.
    public SSLEngine engine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }
}
