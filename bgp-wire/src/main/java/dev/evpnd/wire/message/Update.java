package dev.evpnd.wire.message;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.UnicastNlri;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.Optional;

/// UPDATE: routes that are withdrawn, and routes that are announced with their attributes. RFC 4271
/// section 4.3.
///
/// ```
/// +-----------------------------------------------------+
/// |   Withdrawn Routes Length (2 octets)                |
/// +-----------------------------------------------------+
/// |   Withdrawn Routes (variable)                       |
/// +-----------------------------------------------------+
/// |   Total Path Attribute Length (2 octets)            |
/// +-----------------------------------------------------+
/// |   Path Attributes (variable)                        |
/// +-----------------------------------------------------+
/// |   Network Layer Reachability Information (variable) |
/// +-----------------------------------------------------+
/// ```
///
/// Its own two fields are of IPv4 unicast; every other family travels in MP_REACH_NLRI and
/// MP_UNREACH_NLRI among the attributes.
public record Update(UnicastNlri withdrawnRoutes, PathAttributes pathAttributes, UnicastNlri nlri)
        implements BgpMessage {

    private static final UnicastNlri NONE = new UnicastNlri(AddressFamily.IPV4_UNICAST, List.of());

    public Update {
        if (!withdrawnRoutes.family().equals(AddressFamily.IPV4_UNICAST)
                || !nlri.family().equals(AddressFamily.IPV4_UNICAST)) {
            throw new IllegalArgumentException("the fields of an UPDATE are of IPv4 unicast");
        }
    }

    /// An UPDATE whose routes are all in its attributes.
    public static Update of(PathAttributes pathAttributes) {
        return new Update(NONE, pathAttributes, NONE);
    }

    /// The End-of-RIB marker of a family, RFC 4724 section 2.
    public static Update endOfRib(AddressFamily family) {
        return family.equals(AddressFamily.IPV4_UNICAST)
                ? of(PathAttributes.EMPTY)
                : of(PathAttributes.of(new MpUnreachNlri(NlriField.empty(family))));
    }

    /// Reads the body of an UPDATE, all that is left in the reader.
    ///
    /// The routes of an accepted UPDATE are those that could be read, even where its attributes are
    /// at fault: with a finding of treat-as-withdraw they are the ones to withdraw.
    public static Decoded<Update> decode(OctetReader body, Negotiated negotiated) {
        return new UpdateDecoder(body, negotiated).decode();
    }

    @Override
    public int type() {
        return MessageHeader.UPDATE;
    }

    public Optional<MpReachNlri> mpReach() {
        return pathAttributes.find(MpReachNlri.class);
    }

    public Optional<MpUnreachNlri> mpUnreach() {
        return pathAttributes.find(MpUnreachNlri.class);
    }

    /// Whether any route is announced.
    public boolean announces() {
        return !nlri.isEmpty() || mpReach().isPresent();
    }

    /// The family whose End-of-RIB marker this is (RFC 4724 section 2).
    ///
    /// An UPDATE that decoding left without routes is never taken for one: it is rejected.
    public Optional<AddressFamily> endOfRib() {
        if (!withdrawnRoutes.isEmpty() || !nlri.isEmpty()) {
            return Optional.empty();
        }
        var attributes = pathAttributes.asList();
        if (attributes.isEmpty()) {
            return Optional.of(AddressFamily.IPV4_UNICAST);
        }
        return attributes.size() == 1
                ? mpUnreach()
                        .map(MpUnreachNlri::nlri)
                        .filter(NlriField::isEmpty)
                        .map(NlriField::family)
                : Optional.empty();
    }

    /// Writes the body. It is for the caller to see that the message stays within what was agreed:
    /// [UpdatePacker] spreads many routes over as many messages as they need.
    @Override
    public void encodeBody(OctetWriter writer, Negotiated negotiated) {
        boolean addPath = negotiated.addPathSend().contains(AddressFamily.IPV4_UNICAST);
        int withdrawnLength = writer.reserve(2);
        withdrawnRoutes.encode(writer, addPath);
        writer.setU16(withdrawnLength, writer.length() - withdrawnLength - 2);
        int attributesLength = writer.reserve(2);
        pathAttributes.encode(writer, negotiated);
        writer.setU16(attributesLength, writer.length() - attributesLength - 2);
        nlri.encode(writer, addPath);
    }
}
