package dev.evpnd.testbed.peer;

import java.util.Locale;

/// A BGP speaker of a certain version, and where `frr-testbed/bin/peers` gets it.
public enum PeerKind {
    /// FRRouting 8.4.
    FRR_8_4("frr-8.4", "bookworm", "frr", "usr/lib/frr/bgpd"),
    /// FRRouting 10.7.
    FRR_10_7("frr-10.7", "forky", "frr", "usr/lib/frr/bgpd"),
    /// GoBGP 4.8.
    GOBGP("gobgp", "forky", "gobgpd", "usr/bin/gobgpd"),
    /// BIRD 3.4.
    BIRD("bird", "forky", "bird3", "usr/sbin/bird"),
    /// OpenBGPD 9.3.
    OPENBGPD("openbgpd", "forky", "openbgpd", "usr/sbin/bgpd"),
    /// ExaBGP 5.0.
    EXABGP("exabgp", "forky", "exabgp", "usr/sbin/python3-exabgp");

    private final String text;
    private final String suite;
    private final String debianPackage;
    private final String program;

    PeerKind(String text, String suite, String debianPackage, String program) {
        this.text = text;
        this.suite = suite;
        this.debianPackage = debianPackage;
        this.program = program;
    }

    /// The name that `frr-testbed/bin/peers list` prints.
    ///
    /// @return the name, such as `frr-10.7`
    public String text() {
        return text;
    }

    /// The kind of that name.
    ///
    /// @param text a name that [#text()] gives
    /// @return the kind
    public static PeerKind of(String text) {
        for (var kind : values()) {
            if (kind.text.equals(text.strip().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no peer is named " + text);
    }

    String suite() {
        return suite;
    }

    String debianPackage() {
        return debianPackage;
    }

    String program() {
        return program;
    }
}
