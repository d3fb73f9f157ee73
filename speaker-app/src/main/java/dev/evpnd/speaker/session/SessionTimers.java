package dev.evpnd.speaker.session;

/// For how long a session waits for what, RFC 4271 section 10, in seconds.
///
/// @param hold that is proposed to the peer; 0 for a session without KEEPALIVEs, else 3 or more
/// @param keepalive between two KEEPALIVEs, where the hold time that was agreed on is the one
///   proposed; a third of it where it is less
/// @param leastHold below which what the peer proposes is refused
/// @param connectRetry between two attempts to connect; each is shortened by up to a quarter
/// @param delayOpen for which the OPEN is held back after the connection is there
/// @param openHold for which the peer's OPEN is waited for, "a large value" in RFC 4271
/// @param idleHold before the next attempt after a session that failed; doubled with each failure
///   up to [#longestIdleHold]
/// @param sendHold for which nothing at all of what is to be sent may be taken by the peer before
///   the session ends (RFC 9687); 0 for twice the hold time, and eight minutes at least
public record SessionTimers(
        int hold,
        int keepalive,
        int leastHold,
        int connectRetry,
        int delayOpen,
        int openHold,
        int idleHold,
        int longestIdleHold,
        int sendHold) {

    public static final SessionTimers DEFAULT = new SessionTimers(90, 30, 3, 10, 0, 240, 1, 60, 0);

    private static final int LEAST_SEND_HOLD = 8 * 60;

    public SessionTimers {
        if (hold != 0 && hold < 3 || hold > 65535) {
            throw new IllegalArgumentException("a hold time is 0 or from 3 to 65535 seconds");
        }
        if (hold != 0 && (keepalive < 1 || keepalive >= hold)) {
            throw new IllegalArgumentException("a KEEPALIVE comes within the hold time");
        }
        if (leastHold < 0
                || connectRetry < 1
                || delayOpen < 0
                || openHold < 1
                || idleHold < 0
                || longestIdleHold < idleHold
                || sendHold < 0) {
            throw new IllegalArgumentException("nothing is waited for less than no time");
        }
    }

    /// The Send Hold Time of a session on whose hold time was agreed.
    int sendHoldFor(int agreedHold) {
        return sendHold == 0 ? Math.max(LEAST_SEND_HOLD, 2 * agreedHold) : sendHold;
    }
}
