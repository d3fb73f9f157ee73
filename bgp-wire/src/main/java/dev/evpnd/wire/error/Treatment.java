package dev.evpnd.wire.error;

/// What a malformed part of a message costs, mildest first.
///
/// RFC 7606 section 2 defines the approaches; where several faults are found in one UPDATE the
/// strongest is applied (section 3), which is what the order of the constants is for. OPEN has one
/// of its own, the first.
public enum Treatment {
    /// One capability of an OPEN counts as not understood (RFC 5492 section 3); the rest stands.
    DISCARD_CAPABILITY("discard-capability"),
    /// One NLRI, whose length was intact, is ignored, and its neighbours live, as RFC 7606 section
    /// 5.4 has it for unknown route types.
    DISCARD_NLRI("discard-nlri"),
    /// The attribute is ignored and the rest of the UPDATE is processed.
    DISCARD_ATTRIBUTE("discard-attribute"),
    /// Every route that the UPDATE announces counts as withdrawn.
    TREAT_AS_WITHDRAW("treat-as-withdraw"),
    /// The address family is given up for the rest of the session.
    DISABLE_FAMILY("disable-family"),
    /// A NOTIFICATION is sent and the session closed.
    RESET("reset");

    private final String text;

    Treatment(String text) {
        this.text = text;
    }

    public Treatment strongest(Treatment other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// The name in lower case with hyphens, as tools print it.
    public String text() {
        return text;
    }
}
