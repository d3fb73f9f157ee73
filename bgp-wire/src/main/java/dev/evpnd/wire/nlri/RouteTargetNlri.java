package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// Route Target memberships, RFC 4684.
public record RouteTargetNlri(List<Nlri<RouteTargetMembership>> memberships) implements NlriField {

    private static final Nlri<RouteTargetMembership> PLAIN_DEFAULT =
            Nlri.of(RouteTargetMembership.DEFAULT);

    public RouteTargetNlri {
        memberships = List.copyOf(memberships);
    }

    static Decoded<NlriField> decode(OctetReader reader, boolean addPath, String subject) {
        var frames = new OctetReader(reader.array(), reader.position(), reader.end());
        // Counted first: a membership may have two octets, for which lists that grow cost too much.
        int membershipCount = 0;
        int faultCount = 0;
        while (!frames.isExhausted()) {
            int start = frames.position();
            int pathIdOctets = addPath ? Nlri.PATH_ID_LENGTH : 0;
            if (frames.remaining() < pathIdOctets + 1) {
                return NlriField.framingBroken(
                        subject, "a membership begins with its length", reader, start);
            }
            frames.skip(pathIdOctets);
            int length = frames.u8();
            int octets = RouteTargetMembership.octets(length);
            if (length > RouteTargetMembership.LONGEST || octets > frames.remaining()) {
                return NlriField.framingBroken(
                        subject,
                        "a membership has at most 96 bits and ends within its field",
                        reader,
                        start);
            }
            frames.skip(octets);
            if (isTooShort(length)) {
                faultCount++;
            } else {
                membershipCount++;
            }
        }
        var memberships = new ArrayList<Nlri<RouteTargetMembership>>(membershipCount);
        var findings = new ArrayList<Malformed>(faultCount);
        read(reader, addPath, subject, memberships, findings);
        return Decoded.accepted(new RouteTargetNlri(memberships), findings);
    }

    private static boolean isTooShort(int length) {
        return length != 0 && length < RouteTargetMembership.SHORTEST;
    }

    /// Reads memberships whose frames have been judged.
    private static void read(
            OctetReader reader,
            boolean addPath,
            String subject,
            List<Nlri<RouteTargetMembership>> memberships,
            List<Malformed> findings) {
        while (!reader.isExhausted()) {
            int start = reader.position();
            int pathId = Nlri.decodePathId(reader, addPath);
            int length = reader.u8();
            if (isTooShort(length)) {
                reader.skip(RouteTargetMembership.octets(length));
                findings.add(tooShort(reader, start, subject));
            } else if (length == 0 && pathId == 0) {
                memberships.add(PLAIN_DEFAULT);
            } else {
                var membership = RouteTargetMembership.decode(length, reader);
                memberships.add(new Nlri<>(pathId, membership));
            }
        }
    }

    private static Malformed tooShort(OctetReader reader, int start, String subject) {
        return new Malformed(
                Treatment.DISCARD_NLRI,
                NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                subject,
                "a membership has 0, or 32 to 96, bits",
                start,
                Octets.copyOf(reader.array(), start, reader.position() - start));
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.RT_CONSTRAINT;
    }

    @Override
    public boolean isEmpty() {
        return memberships.isEmpty();
    }

    @Override
    public void encode(OctetWriter writer, boolean addPath) {
        for (var nlri : memberships) {
            nlri.encodePathId(writer, addPath);
            nlri.route().encode(writer);
        }
    }
}
