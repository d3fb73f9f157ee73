package dev.evpnd.speaker.session;

import dev.evpnd.wire.error.NotificationCode;

/// The states of RFC 4271 section 8.2.2.
public enum SessionState {
    IDLE("Idle"),
    CONNECT("Connect"),
    ACTIVE("Active"),
    OPEN_SENT("OpenSent"),
    OPEN_CONFIRM("OpenConfirm"),
    ESTABLISHED("Established");

    private static final NotificationCode UNSPECIFIC_FSM_ERROR = new NotificationCode(5, 0);

    private final String text;

    SessionState(String text) {
        this.text = text;
    }

    /// What a peer is told whose message does not belong here (RFC 6608).
    NotificationCode unexpectedMessage() {
        return switch (this) {
            case IDLE, CONNECT, ACTIVE -> UNSPECIFIC_FSM_ERROR;
            case OPEN_SENT -> NotificationCode.UNEXPECTED_IN_OPEN_SENT;
            case OPEN_CONFIRM -> NotificationCode.UNEXPECTED_IN_OPEN_CONFIRM;
            case ESTABLISHED -> NotificationCode.UNEXPECTED_IN_ESTABLISHED;
        };
    }

    /// As the RFC spells it.
    @Override
    public String toString() {
        return text;
    }
}
