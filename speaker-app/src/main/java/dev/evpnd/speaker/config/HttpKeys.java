package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.List;

/// Keys of `http`.
final class HttpKeys {
    private static final int PORT = 9179;
    private static final int LONGEST_PATH = 4096;

    static final Key.WithDefault<List<ListenAddress>> LISTEN =
            Key.withDefault(
                    "listen",
                    ListType.oneOrMore(
                            Scalars.parsed(
                                            "an address, or one with a port: 127.0.0.1:9179 or"
                                                    + " [::1]:9179",
                                            text -> ListenAddress.parse(text, PORT),
                                            ListenAddress.PATTERN)
                                    .withExplanations(),
                            8),
                    List.of(new ListenAddress(Ipv4Address.parse("127.0.0.1"), PORT)),
                    "`127.0.0.1:9179`",
                    "Where; beyond loopback only with `certificate`, `key` and `token-file`.");

    static final Key<String> CERTIFICATE =
            Key.optional(
                    "certificate",
                    Scalars.text(1, LONGEST_PATH),
                    "no TLS",
                    "A file with the certificate of this daemon and those that vouch for it, in"
                            + " PEM: TLS is spoken on all addresses.");

    static final Key<String> KEY =
            Key.optional(
                    "key",
                    Scalars.text(1, LONGEST_PATH),
                    "no TLS",
                    "A file with the key of that, in PEM (PKCS #8, without a password), of mode"
                            + " 0600, or 0640 if it is root's.");

    static final Key<String> TOKEN_FILE =
            Key.optional(
                    "token-file",
                    Scalars.text(1, LONGEST_PATH),
                    "who can connect is answered",
                    "A file with the token that whoever asks has to have, of such a mode: a line of"
                            + " 32 characters or more.");

    static final Section SECTION =
            Section.of(
                    "http",
                    "Answers by HTTP (docs/http.md). Without this section there is no HTTP; an"
                            + " empty one, `http: {}`, is enough.",
                    LISTEN,
                    CERTIFICATE,
                    KEY,
                    TOKEN_FILE);

    private HttpKeys() {}
}
