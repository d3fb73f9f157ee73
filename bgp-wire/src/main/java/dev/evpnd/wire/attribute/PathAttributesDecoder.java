package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/// Walks a list of attributes: frames each, judges what can be judged before its value is read, and
/// hands it to its decoder.
///
/// A fault in one attribute ends the walk only when the session ends with it; all others are
/// findings, and the walk goes on, so that attributes that carry routes are found wherever they
/// stand (RFC 7606 sections 3 and 4).
final class PathAttributesDecoder {
    private static final String LIST = "Path Attributes";
    private static final int HEADER_LENGTH = 3;
    private static final int EXTENDED_HEADER_LENGTH = 4;

    private final OctetReader reader;
    private final AttributeContext context;
    private final List<PathAttribute> attributes = new ArrayList<>(0);
    private final List<Malformed> findings = new ArrayList<>(0);
    private final long[] seen = new long[256 / Long.SIZE];
    private BitSet partial = PathAttributes.NONE;

    PathAttributesDecoder(OctetReader reader, AttributeContext context) {
        this.reader = reader;
        this.context = context;
    }

    Decoded<PathAttributes> decode() {
        while (!reader.isExhausted()) {
            next();
            if (!findings.isEmpty() && findings.getLast().treatment() == Treatment.RESET) {
                return Decoded.rejected(findings.getLast());
            }
        }
        return Decoded.accepted(
                PathAttributes.of(attributes, partial),
                findings.isEmpty() ? List.of() : Collections.unmodifiableList(findings));
    }

    private void next() {
        int start = reader.position();
        int available = reader.remaining();
        boolean extended = (reader.array()[start] & AttributeFlags.EXTENDED_LENGTH) != 0;
        if (available < (extended ? EXTENDED_HEADER_LENGTH : HEADER_LENGTH)) {
            reader.skip(available);
            findings.add(truncated(start));
            return;
        }
        int flags = reader.u8();
        int code = reader.u8();
        int length = extended ? reader.u16() : reader.u8();
        if (length > reader.remaining()) {
            reader.skip(reader.remaining());
            findings.add(overrun(start, code));
            return;
        }
        long bit = 1L << code;
        if ((seen[code / Long.SIZE] & bit) != 0) {
            reader.skip(length);
            findings.add(repeated(start, code));
            return;
        }
        seen[code / Long.SIZE] |= bit;
        keep(flags, code, one(start, flags, code, reader.slice(length)));
    }

    private Decoded<PathAttribute> one(int start, int flags, int code, OctetReader value) {
        var spec = AttributeTable.spec(code);
        if (spec.isEmpty()) {
            return unrecognized(start, flags, code, value);
        }
        var onError = spec.get().onError();
        var received = new ReceivedAttribute(start, code, onError, value, context);
        return recognized(spec.get(), flags, received);
    }

    private void keep(int flags, int code, Decoded<PathAttribute> decoded) {
        switch (decoded) {
            case Decoded.Accepted<PathAttribute>(var attribute, var faults) -> {
                attributes.add(attribute);
                findings.addAll(faults);
                if ((flags & AttributeFlags.PARTIAL) != 0
                        && PathAttributes.mayBePartial(attribute)) {
                    setPartial(code);
                }
            }
            case Decoded.Rejected<PathAttribute>(var malformed) -> findings.add(malformed);
        }
    }

    private void setPartial(int code) {
        if (partial.isEmpty()) {
            partial = new BitSet(code + 1);
        }
        partial.set(code);
    }

    private Decoded<PathAttribute> recognized(
            AttributeSpec spec, int flags, ReceivedAttribute received) {
        if (spec.internalOnly() && context.external()) {
            return Decoded.rejected(
                    received.fault(
                            Treatment.DISCARD_ATTRIBUTE,
                            NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                            "an external peer does not send it"));
        }
        if ((flags & AttributeFlags.CATEGORY) != spec.category().flags()) {
            var fault =
                    received.fault(
                            spec.onError(),
                            NotificationCode.ATTRIBUTE_FLAGS_ERROR,
                            "Optional and Transitive are those of the type");
            return AttributeCode.carriesRoutes(spec.code())
                    ? routesIn(spec.decoder().decode(received), fault)
                    : Decoded.rejected(fault);
        }
        if (received.length() == 0 && !spec.mayBeEmpty()) {
            return received.wrongLength("the length is not 0");
        }
        return spec.decoder().decode(received);
    }

    /// The routes of an attribute with wrong flags have to be known to be withdrawn.
    private static Decoded<PathAttribute> routesIn(
            Decoded<PathAttribute> decoded, Malformed flagsFault) {
        return switch (decoded) {
            case Decoded.Accepted<PathAttribute>(var attribute, var faults) -> {
                var all = new ArrayList<>(faults);
                all.add(flagsFault);
                yield Decoded.accepted(attribute, all);
            }
            case Decoded.Rejected<PathAttribute> rejected -> rejected;
        };
    }

    private Decoded<PathAttribute> unrecognized(int start, int flags, int code, OctetReader value) {
        if ((flags & AttributeFlags.OPTIONAL) == 0) {
            return Decoded.rejected(
                    fault(
                            Treatment.RESET,
                            NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE,
                            AttributeCode.name(code),
                            "a well-known attribute is one that all know",
                            start));
        }
        return Decoded.accepted(
                new UnrecognizedAttribute(flags & AttributeFlags.CATEGORY, code, value.rest()));
    }

    /// RFC 7606 section 3.g.
    private Malformed repeated(int start, int code) {
        return fault(
                AttributeCode.carriesRoutes(code) ? Treatment.RESET : Treatment.DISCARD_ATTRIBUTE,
                NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                AttributeCode.name(code),
                "an attribute appears once",
                start);
    }

    /// RFC 7606 section 4, second case.
    private Malformed truncated(int start) {
        return fault(
                Treatment.TREAT_AS_WITHDRAW,
                NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                LIST,
                "an attribute has flags, a type code and a length",
                start);
    }

    /// RFC 7606 section 4, first case; where the routes themselves are cut off, they cannot be
    /// withdrawn, and the session is reset as section 3.j says.
    private Malformed overrun(int start, int code) {
        return fault(
                AttributeCode.carriesRoutes(code) ? Treatment.RESET : Treatment.TREAT_AS_WITHDRAW,
                NotificationCode.ATTRIBUTE_LENGTH_ERROR,
                AttributeCode.name(code),
                "the attribute ends within the list",
                start);
    }

    /// A fault whose data are the octets from its start up to where the reader stands.
    private Malformed fault(
            Treatment treatment,
            NotificationCode notification,
            String subject,
            String expected,
            int start) {
        var data = Octets.copyOf(reader.array(), start, reader.position() - start);
        return new Malformed(treatment, notification, subject, expected, start, data);
    }
}
