package dev.evpnd.speaker.session;

/// The states of RFC 4271 section 8.2.2.
public enum SessionState {
    IDLE("Idle"),
    CONNECT("Connect"),
    ACTIVE("Active"),
    OPEN_SENT("OpenSent"),
    OPEN_CONFIRM("OpenConfirm"),
    ESTABLISHED("Established");

    private final String text;

    SessionState(String text) {
        this.text = text;
    }

    /// As the RFC spells it.
    @Override
    public String toString() {
        return text;
    }
}
