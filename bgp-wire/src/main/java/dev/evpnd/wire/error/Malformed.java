package dev.evpnd.wire.error;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// A fault found in received bytes.
///
/// @param treatment what the fault costs
/// @param code the NOTIFICATION code and subcode that name it; sent only where the treatment is
///   [Treatment#RESET]
/// @param subject what was malformed, by its RFC name: `ORIGIN`, `MP_REACH_NLRI`, `OPEN`
/// @param reason what was expected, as a sentence without a full stop
/// @param offset where the offending octets begin, counted in the array that was decoded
/// @param data the offending octets: what a NOTIFICATION carries as its data
/// @param family whose routes were malformed, which with [Treatment#DISABLE_FAMILY] is the one to
///   give up; null for whatever is of no family
public record Malformed(
        Treatment treatment,
        NotificationCode code,
        String subject,
        String reason,
        int offset,
        Octets data,
        @Nullable AddressFamily family) {

    /// A log holds this many of the offending octets.
    private static final int SHOWN_OCTETS = 64;

    /// A fault of something that is of no family.
    public Malformed(
            Treatment treatment,
            NotificationCode code,
            String subject,
            String reason,
            int offset,
            Octets data) {
        this(treatment, code, subject, reason, offset, data, null);
    }

    public Malformed withTreatment(Treatment changed) {
        return new Malformed(changed, code, subject, reason, offset, data, family);
    }

    /// One line for a log: subject, reason, treatment, offset, and the offending octets, bounded.
    @Override
    public String toString() {
        var shown = data.length() <= SHOWN_OCTETS ? data : data.slice(0, SHOWN_OCTETS);
        return subject
                + ": "
                + reason
                + " ("
                + treatment.text()
                + ", offset "
                + offset
                + ", octets "
                + shown
                + (shown.length() < data.length() ? "... of " + data.length() : "")
                + ")";
    }
}
