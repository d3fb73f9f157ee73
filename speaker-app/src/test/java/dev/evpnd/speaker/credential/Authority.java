package dev.evpnd.speaker.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Makes certificates for tests, by the tool of the JDK, and files as an operator would have them.
public final class Authority {
    private static final String PASSWORD = "of-a-test";

    private Authority() {}

    /// A certificate that vouches for itself.
    ///
    /// @param certificate in PEM
    /// @param key in PEM, as PKCS #8
    /// @param trusted the certificate once more
    public record Identity(String certificate, String key, Certificate trusted) {}

    /// @param algorithm RSA, EC or Ed25519
    public static Identity identity(Path directory, String algorithm) throws Exception {
        var file = Files.createTempDirectory(directory, "keys").resolve("store.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                List.of(
                                        tool,
                                        "-genkeypair",
                                        "-alias",
                                        "it",
                                        "-keyalg",
                                        algorithm,
                                        "-dname",
                                        "CN=localhost",
                                        "-ext",
                                        "SAN=ip:127.0.0.1",
                                        "-validity",
                                        "30",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD,
                                        "-keystore",
                                        file.toString()))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            var certificate = Objects.requireNonNull(store.getCertificate("it"));
            var key = Objects.requireNonNull(store.getKey("it", PASSWORD.toCharArray()));
            return new Identity(
                    pem("CERTIFICATE", certificate.getEncoded()),
                    pem("PRIVATE KEY", key.getEncoded()),
                    certificate);
        }
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(octets), kind);
    }

    /// What a client is that trusts this one, and nobody else.
    public static SSLContext client(Identity identity)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("it", identity.trusted());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Writes a file that nobody else may read.
    public static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
