package dev.evpnd.wire.error;

/// The error code and subcode of a NOTIFICATION, RFC 4271 section 4.5 and the registry it began.
///
/// Any pair of octets is a value, so that one nobody has named yet survives being received.
public record NotificationCode(int code, int subcode) {

    public static final NotificationCode CONNECTION_NOT_SYNCHRONIZED = new NotificationCode(1, 1);
    public static final NotificationCode BAD_MESSAGE_LENGTH = new NotificationCode(1, 2);
    public static final NotificationCode BAD_MESSAGE_TYPE = new NotificationCode(1, 3);

    public static final NotificationCode OPEN_UNSPECIFIC = new NotificationCode(2, 0);
    public static final NotificationCode UNSUPPORTED_VERSION_NUMBER = new NotificationCode(2, 1);
    public static final NotificationCode BAD_PEER_AS = new NotificationCode(2, 2);
    public static final NotificationCode BAD_BGP_IDENTIFIER = new NotificationCode(2, 3);
    public static final NotificationCode UNSUPPORTED_OPTIONAL_PARAMETER =
            new NotificationCode(2, 4);
    public static final NotificationCode UNACCEPTABLE_HOLD_TIME = new NotificationCode(2, 6);
    public static final NotificationCode UNSUPPORTED_CAPABILITY = new NotificationCode(2, 7);
    public static final NotificationCode ROLE_MISMATCH = new NotificationCode(2, 11);

    public static final NotificationCode MALFORMED_ATTRIBUTE_LIST = new NotificationCode(3, 1);
    public static final NotificationCode UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE =
            new NotificationCode(3, 2);
    public static final NotificationCode MISSING_WELL_KNOWN_ATTRIBUTE = new NotificationCode(3, 3);
    public static final NotificationCode ATTRIBUTE_FLAGS_ERROR = new NotificationCode(3, 4);
    public static final NotificationCode ATTRIBUTE_LENGTH_ERROR = new NotificationCode(3, 5);
    public static final NotificationCode INVALID_ORIGIN = new NotificationCode(3, 6);
    public static final NotificationCode INVALID_NEXT_HOP = new NotificationCode(3, 8);
    public static final NotificationCode OPTIONAL_ATTRIBUTE_ERROR = new NotificationCode(3, 9);
    public static final NotificationCode INVALID_NETWORK_FIELD = new NotificationCode(3, 10);
    public static final NotificationCode MALFORMED_AS_PATH = new NotificationCode(3, 11);

    public static final NotificationCode HOLD_TIMER_EXPIRED = new NotificationCode(4, 0);

    public static final NotificationCode UNEXPECTED_IN_OPEN_SENT = new NotificationCode(5, 1);
    public static final NotificationCode UNEXPECTED_IN_OPEN_CONFIRM = new NotificationCode(5, 2);
    public static final NotificationCode UNEXPECTED_IN_ESTABLISHED = new NotificationCode(5, 3);

    public static final NotificationCode MAXIMUM_PREFIXES_REACHED = new NotificationCode(6, 1);
    public static final NotificationCode ADMINISTRATIVE_SHUTDOWN = new NotificationCode(6, 2);
    public static final NotificationCode PEER_DECONFIGURED = new NotificationCode(6, 3);
    public static final NotificationCode ADMINISTRATIVE_RESET = new NotificationCode(6, 4);
    public static final NotificationCode CONNECTION_REJECTED = new NotificationCode(6, 5);
    public static final NotificationCode OTHER_CONFIGURATION_CHANGE = new NotificationCode(6, 6);
    public static final NotificationCode CONNECTION_COLLISION_RESOLUTION =
            new NotificationCode(6, 7);
    public static final NotificationCode OUT_OF_RESOURCES = new NotificationCode(6, 8);
    public static final NotificationCode HARD_RESET = new NotificationCode(6, 9);
    public static final NotificationCode BFD_DOWN = new NotificationCode(6, 10);

    public static final NotificationCode INVALID_ROUTE_REFRESH_LENGTH = new NotificationCode(7, 1);

    public static final NotificationCode SEND_HOLD_TIMER_EXPIRED = new NotificationCode(8, 0);

    public NotificationCode {
        if ((code & 0xff) != code || (subcode & 0xff) != subcode) {
            throw new IllegalArgumentException("code and subcode are octets");
        }
    }

    /// The registered name of the code: `UPDATE Message Error`.
    public String codeName() {
        return switch (code) {
            case 1 -> "Message Header Error";
            case 2 -> "OPEN Message Error";
            case 3 -> "UPDATE Message Error";
            case 4 -> "Hold Timer Expired";
            case 5 -> "Finite State Machine Error";
            case 6 -> "Cease";
            case 7 -> "ROUTE-REFRESH Message Error";
            case 8 -> "Send Hold Timer Expired";
            case 9 -> "Loss of LSDB Synchronization";
            default -> "Unassigned " + code;
        };
    }

    /// The registered name of the subcode within its code: `Malformed AS_PATH`.
    public String subcodeName() {
        return switch (code << 8 | subcode) {
            case 0x0101 -> "Connection Not Synchronized";
            case 0x0102 -> "Bad Message Length";
            case 0x0103 -> "Bad Message Type";
            case 0x0201 -> "Unsupported Version Number";
            case 0x0202 -> "Bad Peer AS";
            case 0x0203 -> "Bad BGP Identifier";
            case 0x0204 -> "Unsupported Optional Parameter";
            case 0x0205 -> "Authentication Failure (Deprecated)";
            case 0x0206 -> "Unacceptable Hold Time";
            case 0x0207 -> "Unsupported Capability";
            case 0x0208, 0x0209, 0x020a -> "Deprecated " + subcode;
            case 0x020b -> "Role Mismatch";
            case 0x0301 -> "Malformed Attribute List";
            case 0x0302 -> "Unrecognized Well-known Attribute";
            case 0x0303 -> "Missing Well-known Attribute";
            case 0x0304 -> "Attribute Flags Error";
            case 0x0305 -> "Attribute Length Error";
            case 0x0306 -> "Invalid ORIGIN Attribute";
            case 0x0307 -> "AS Routing Loop (Deprecated)";
            case 0x0308 -> "Invalid NEXT_HOP Attribute";
            case 0x0309 -> "Optional Attribute Error";
            case 0x030a -> "Invalid Network Field";
            case 0x030b -> "Malformed AS_PATH";
            case 0x0501 -> "Receive Unexpected Message in OpenSent State";
            case 0x0502 -> "Receive Unexpected Message in OpenConfirm State";
            case 0x0503 -> "Receive Unexpected Message in Established State";
            case 0x0601 -> "Maximum Number of Prefixes Reached";
            case 0x0602 -> "Administrative Shutdown";
            case 0x0603 -> "Peer De-configured";
            case 0x0604 -> "Administrative Reset";
            case 0x0605 -> "Connection Rejected";
            case 0x0606 -> "Other Configuration Change";
            case 0x0607 -> "Connection Collision Resolution";
            case 0x0608 -> "Out of Resources";
            case 0x0609 -> "Hard Reset";
            case 0x060a -> "BFD Down";
            case 0x0600, 0x0700 -> "Reserved";
            case 0x0701 -> "Invalid Message Length";
            default -> subcode == 0 ? "Unspecific" : "Unassigned " + subcode;
        };
    }

    /// Both names, `Cease/Hard Reset`; the first alone where the code has no subcodes and none
    /// came.
    @Override
    public String toString() {
        return subcode == 0 && !hasSubcodes() ? codeName() : codeName() + "/" + subcodeName();
    }

    private boolean hasSubcodes() {
        return switch (code) {
            case 4, 8, 9 -> false;
            default -> true;
        };
    }
}
