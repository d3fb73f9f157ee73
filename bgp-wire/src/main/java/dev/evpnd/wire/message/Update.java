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
///
/// @param isEndOfRib whether an UPDATE that says nothing was meant to: it is then the End-of-RIB
///   marker of a family (RFC 4724 section 2). One that decoding left with nothing, because its
///   routes were malformed, was not.
public record Update(
        UnicastNlri withdrawnRoutes,
        PathAttributes pathAttributes,
        UnicastNlri nlri,
        boolean isEndOfRib)
        implements BgpMessage {

    private static final UnicastNlri NONE = new UnicastNlri(AddressFamily.IPV4_UNICAST, List.of());

    public Update {
        if (!withdrawnRoutes.family().equals(AddressFamily.IPV4_UNICAST)
                || !nlri.family().equals(AddressFamily.IPV4_UNICAST)) {
            throw new IllegalArgumentException("the fields of an UPDATE are of IPv4 unicast");
        }
        if (isEndOfRib && !saysNothing(withdrawnRoutes, pathAttributes, nlri)) {
            throw new IllegalArgumentException("an End-of-RIB marker says nothing else");
        }
    }

    /// An UPDATE, which is an End-of-RIB marker if it says nothing.
    public Update(UnicastNlri withdrawnRoutes, PathAttributes pathAttributes, UnicastNlri nlri) {
        this(
                withdrawnRoutes,
                pathAttributes,
                nlri,
                saysNothing(withdrawnRoutes, pathAttributes, nlri));
    }

    private static boolean saysNothing(
            UnicastNlri withdrawnRoutes, PathAttributes pathAttributes, UnicastNlri nlri) {
        if (!withdrawnRoutes.isEmpty() || !nlri.isEmpty()) {
            return false;
        }
        var attributes = pathAttributes.asList();
        return attributes.isEmpty()
                || attributes.size() == 1
                        && attributes.getFirst() instanceof MpUnreachNlri(var routes)
                        && routes.isEmpty();
    }

    /// The same UPDATE, known to be no End-of-RIB marker.
    Update notEndOfRib() {
        return new Update(withdrawnRoutes, pathAttributes, nlri, false);
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
    /// Rejected is what resets the session. The routes of an accepted UPDATE are those that could
    /// be read, even where its attributes are at fault: with a finding of
    /// [dev.evpnd.wire.error.Treatment#TREAT_AS_WITHDRAW] those announced are the ones to withdraw.
    /// That holds beside a stronger finding as well, for the routes of other families than the one
    /// that is disabled. AS4_PATH and AS4_AGGREGATOR are as received ([PathAttributes#mergedAs4]).
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
        return !nlri.isEmpty() || mpReach().filter(reach -> !reach.nlri().isEmpty()).isPresent();
    }

    /// The family of which this is the End-of-RIB marker.
    public Optional<AddressFamily> endOfRib() {
        if (!isEndOfRib) {
            return Optional.empty();
        }
        return mpUnreach()
                .map(MpUnreachNlri::nlri)
                .map(NlriField::family)
                .or(() -> Optional.of(AddressFamily.IPV4_UNICAST));
    }

    /// Writes the body. It is for the caller to see that the message stays within what was agreed,
    /// and that it carries routes in one place alone (RFC 7606 section 5.1): [UpdatePacker] sees to
    /// both.
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
