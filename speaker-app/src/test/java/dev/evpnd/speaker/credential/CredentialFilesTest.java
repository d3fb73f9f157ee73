package dev.evpnd.speaker.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Files that an operator names, and what is wrong with them.
class CredentialFilesTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir static Path keys;
    @TempDir Path directory;

    private Path certificate = Path.of("certificate.pem");
    private Path key = Path.of("key.pem");
    private Path token = Path.of("token");

    @BeforeEach
    void write() throws Exception {
        var identity = Authority.identity(keys, "EC");
        certificate = directory.resolve("certificate.pem");
        Files.writeString(certificate, identity.certificate());
        key = Authority.write(directory.resolve("key.pem"), identity.key());
        token = Authority.write(directory.resolve("token"), TOKEN + "\n");
    }

    private CredentialFiles files() {
        return new CredentialFiles(Optional.of(certificate), Optional.of(key), Optional.of(token));
    }

    private void assertThatIsRefused(String cause) {
        assertThat(files().faults()).containsExactly(cause);
        assertThatThrownBy(files()::read).isInstanceOf(IOException.class).hasMessage(cause);
    }

    @Test
    void areTakenAsTheyOughtToBe() throws Exception {
        assertThat(files().faults()).isEmpty();
        assertThat(files().read().identity()).isPresent();
        assertThat(CredentialFiles.NONE.read()).isEqualTo(Credentials.NONE);
    }

    @Test
    void holdATokenThatNoOtherIs() throws Exception {
        var read = files().read().token().orElseThrow();
        assertThat(read.isIn("Bearer " + TOKEN)).isTrue();
        assertThat(read.isIn("bearer  " + TOKEN)).isTrue();
        for (var other :
                new String[] {
                    "",
                    "Bearer",
                    "Bearer ",
                    TOKEN,
                    "Basic " + TOKEN,
                    "Bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT),
                    "Bearer " + TOKEN + "0",
                    "Bearer " + TOKEN.substring(1)
                }) {
            assertThat(read.isIn(other)).as(other).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void mayBeOfAnyAlgorithm(String algorithm) throws Exception {
        var identity = Authority.identity(keys, algorithm);
        Files.writeString(certificate, identity.certificate());
        Authority.write(key, identity.key());
        assertThat(files().faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw--w----", "rw-----w-", "rwxr-xr-x"})
    void areRefusedWhereOthersMayReadOrWriteThem(String mode) throws Exception {
        for (var file : new Path[] {token, key}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatIsRefused(
                    "http.%s: %s: expected a file of mode 0600, or 0640 if it is root's, found %s"
                            .formatted(file.equals(key) ? "key" : "token-file", file, mode));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void areRefusedWhereTheyAreNotThere() {
        token = directory.resolve("nowhere");
        assertThatIsRefused("http.token-file: " + token + ": no such file or directory");
    }

    @Test
    void areRefusedWithAllThatIsWrong() throws Exception {
        Files.delete(certificate);
        Authority.write(token, "short");
        assertThat(files().faults())
                .hasSize(2)
                .satisfies(
                        all -> {
                            assertThat(all.getFirst())
                                    .isEqualTo(
                                            "http.certificate: "
                                                    + certificate
                                                    + ": no such file or directory");
                            assertThat(all.getLast())
                                    .startsWith("http.token-file: " + token + ": expected one line")
                                    .doesNotContain("short");
                        });
    }

    @Test
    void areRefusedWhereTheKeyIsThatOfAnother() throws Exception {
        Authority.write(key, Authority.identity(keys, "EC").key());
        assertThatIsRefused("http.key: " + key + ": expected the key of " + certificate);
        Authority.write(key, Authority.identity(keys, "RSA").key());
        assertThatIsRefused(
                "http.key: "
                        + key
                        + ": expected a key of the algorithm EC, as the certificate has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void areRefusedWhereTheKeyIsInAnotherForm(String kind) throws Exception {
        Authority.write(key, Files.readString(key).replace("PRIVATE KEY", kind));
        assertThatIsRefused(
                "http.key: "
                        + key
                        + ": expected PEM with a PRIVATE KEY that no password protects, as"
                        + " `openssl pkcs8 -topk8 -nocrypt` writes it");
    }

    @Test
    void areRefusedWhereThereIsNoCertificate() throws Exception {
        Files.writeString(certificate, "nonsense");
        assertThat(files().faults())
                .singleElement()
                .satisfies(
                        fault ->
                                assertThat(fault)
                                        .startsWith(
                                                "http.certificate: "
                                                        + certificate
                                                        + ": expected PEM with a CERTIFICATE"));
        Files.writeString(certificate, "");
        assertThatIsRefused(
                "http.certificate: " + certificate + ": expected PEM with a CERTIFICATE in it");
        Files.writeString(certificate, "x".repeat(70_000));
        assertThatIsRefused(
                "http.certificate: " + certificate + ": expected no more than 65536 octets");
    }
}
