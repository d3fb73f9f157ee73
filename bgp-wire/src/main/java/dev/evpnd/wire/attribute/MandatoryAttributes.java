package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The attributes that an UPDATE with announced routes has to have, RFC 4271 section 5: without one
/// of them its routes are treated as withdrawn (RFC 7606 section 3.d).
///
/// LOCAL_PREF from an internal peer is not among them; docs/conformance/rfc7606.md says why.
public final class MandatoryAttributes {
    private MandatoryAttributes() {}

    /// The findings of decoding, and behind them one for each attribute that is missing.
    ///
    /// An attribute that was there and malformed has its finding already and is not called missing.
    ///
    /// @param findings those of decoding the attributes; there may be as many as there is room for,
    ///   so that they are copied only where others join them
    /// @param ipv4Nlri whether routes are announced in the UPDATE's own NLRI, to which NEXT_HOP
    ///   belongs
    /// @param offset of the UPDATE
    public static List<Malformed> judge(
            PathAttributes attributes, List<Malformed> findings, boolean ipv4Nlri, int offset) {
        var missing = new ArrayList<Malformed>(0);
        require(AttributeCode.ORIGIN, attributes, findings, offset, missing);
        require(AttributeCode.AS_PATH, attributes, findings, offset, missing);
        if (ipv4Nlri) {
            require(AttributeCode.NEXT_HOP, attributes, findings, offset, missing);
        }
        if (missing.isEmpty()) {
            return findings;
        }
        var all = new ArrayList<Malformed>(findings.size() + missing.size());
        all.addAll(findings);
        all.addAll(missing);
        return Collections.unmodifiableList(all);
    }

    private static void require(
            int code,
            PathAttributes attributes,
            List<Malformed> findings,
            int offset,
            List<Malformed> missing) {
        if (attributes.has(code) || costTheRoutes(code, findings)) {
            return;
        }
        missing.add(
                new Malformed(
                        Treatment.TREAT_AS_WITHDRAW,
                        NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE,
                        AttributeCode.name(code),
                        "the attribute is there",
                        offset,
                        Octets.of(code)));
    }

    /// A milder finding of that name may be of an attribute inside an ATTR_SET.
    private static boolean costTheRoutes(int code, List<Malformed> findings) {
        var name = AttributeCode.name(code);
        for (var finding : findings) {
            if (finding.subject().equals(name)
                    && finding.treatment().compareTo(Treatment.TREAT_AS_WITHDRAW) >= 0) {
                return true;
            }
        }
        return false;
    }
}
