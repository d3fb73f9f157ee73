package dev.evpnd.speaker.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// What whoever asks has to have (RFC 6750). Its digest alone is kept.
public final class BearerToken {
    private static final String KEY = "token-file";
    private static final String SCHEME = "Bearer ";

    /// Fewer characters could be guessed.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{32,512}=*");

    private final byte[] digest;

    private BearerToken(String token) {
        digest = digest(token);
    }

    static BearerToken read(Path file) throws IOException {
        var text = new String(SecretFile.read(KEY, file), StandardCharsets.UTF_8).strip();
        if (!TOKEN.matcher(text).matches()) {
            // What was found is a secret, or was meant to be.
            throw SecretFile.fault(
                    KEY,
                    file,
                    "expected one line of 32 to 512 letters, digits and ._~+/-, as"
                            + " `openssl rand -hex 32` prints it");
        }
        return new BearerToken(text);
    }

    /// Whether it is in the field Authorization. How long that takes says nothing of it.
    public boolean isIn(String field) {
        return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(digest, digest(field.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has it", missing);
        }
    }
}
