package dev.evpnd.rib.policy;

/// What a clause, or an entry of a list, does with what it matches.
public enum Disposition {
    PERMIT("permit"),
    DENY("deny");

    private final String text;

    Disposition(String text) {
        this.text = text;
    }

    /// `permit` or `deny`.
    public String text() {
        return text;
    }
}
