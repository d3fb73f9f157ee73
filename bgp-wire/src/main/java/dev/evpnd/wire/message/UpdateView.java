package dev.evpnd.wire.message;

import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.AttributeHeader;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

/// The parts of a received UPDATE, found without reading them and without allocating.
///
/// ```
/// +-----------------------------------------------------+
/// |   Withdrawn Routes Length (2 octets)                |
/// |   Withdrawn Routes (variable)                       |
/// |   Total Path Attribute Length (2 octets)            |
/// |   Path Attributes (variable)                        |
/// |   Network Layer Reachability Information (variable) |
/// +-----------------------------------------------------+
/// ```
///
/// This is the face for the route path. It answers where the routes are and which octets are the
/// attributes that belong to them: the *attribute block*, which is every attribute but
/// MP_REACH_NLRI and MP_UNREACH_NLRI, in the order received. Blocks repeat from message to message:
/// whoever keeps a block that [dev.evpnd.wire.attribute.PathAttributes#decodeBlock] accepted
/// without findings need not judge it again on the same session, nor on one that agrees in the size
/// of AS numbers and in being internal or external, for on those the judgement depends.
///
/// An UPDATE that is not [regular][#wrap] is one in which this cannot be said; it goes to
/// [Update#decode], which says what is wrong with it.
public final class UpdateView {
    /// L2VPN EVPN as [#reachFamily] and [#unreachFamily] give it.
    public static final int EVPN = 25 << 8 | 70;

    private static final int AFI_SAFI_LENGTH = 3;
    private static final int SPLIT = -1;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int withdrawnStart;
    private int withdrawnEnd;
    private int attributesStart;
    private int attributesEnd;
    private int nlriEnd;

    // Where the two MP attributes stand, header included; both at attributesEnd when absent.
    private int reachStart;
    private int reachEnd;
    private int unreachStart;
    private int unreachEnd;

    private int reachFamily;
    private int nextHopOffset;
    private int nextHopLength;
    private int reachNlri;
    private int unreachFamily;
    private int unreachNlri;

    /// Lays the view over the body of an UPDATE: what follows its header.
    ///
    /// @return whether the UPDATE is regular: its lengths agree, no attribute is cut off, and each
    ///   of the two MP attributes is there at most once, whole, with the flags it must have, and
    ///   with a next hop of 4, 16 or 32 octets if it is of EVPN
    public boolean wrap(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        if (end - start < 4) {
            return false;
        }
        withdrawnStart = start + 2;
        withdrawnEnd = withdrawnStart + BigEndian.u16(bytes, start);
        attributesStart = withdrawnEnd + 2;
        if (attributesStart > end) {
            return false;
        }
        attributesEnd = attributesStart + BigEndian.u16(bytes, withdrawnEnd);
        nlriEnd = end;
        return attributesEnd <= end && findMultiprotocol();
    }

    private boolean findMultiprotocol() {
        reachStart = reachEnd = unreachStart = unreachEnd = attributesEnd;
        int at = attributesStart;
        while (at < attributesEnd) {
            int value = at + AttributeHeader.length(bytes[at]);
            if (value > attributesEnd) {
                return false;
            }
            int end = AttributeHeader.end(bytes, at);
            if (end > attributesEnd || !note(at, value, end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private boolean note(int start, int value, int end) {
        return switch (AttributeHeader.code(bytes, start)) {
            case AttributeCode.MP_REACH_NLRI -> isOptional(start) && noteReach(start, value, end);
            case AttributeCode.MP_UNREACH_NLRI ->
                    isOptional(start) && noteUnreach(start, value, end);
            default -> true;
        };
    }

    private boolean isOptional(int attribute) {
        return (bytes[attribute] & AttributeFlags.CATEGORY) == AttributeFlags.OPTIONAL;
    }

    private boolean noteReach(int start, int value, int end) {
        int lengthOffset = value + AFI_SAFI_LENGTH;
        if (hasReach() || lengthOffset >= end) {
            return false;
        }
        reachStart = start;
        reachEnd = end;
        reachFamily = BigEndian.u24(bytes, value);
        nextHopOffset = lengthOffset + 1;
        nextHopLength = BigEndian.u8(bytes, lengthOffset);
        // One octet that is reserved stands between the next hop and the routes.
        reachNlri = nextHopOffset + nextHopLength + 1;
        return reachNlri <= end && isNextHopLength(reachFamily, nextHopLength);
    }

    private boolean noteUnreach(int start, int value, int end) {
        if (hasUnreach() || end - value < AFI_SAFI_LENGTH) {
            return false;
        }
        unreachStart = start;
        unreachEnd = end;
        unreachFamily = BigEndian.u24(bytes, value);
        unreachNlri = value + AFI_SAFI_LENGTH;
        return true;
    }

    private static boolean isNextHopLength(int family, int length) {
        return family != EVPN || MpNextHop.isAddressLength(length);
    }

    // Routes announced.

    /// Whether there is an MP_REACH_NLRI.
    public boolean hasReach() {
        return reachStart != attributesEnd;
    }

    /// AFI and SAFI of MP_REACH_NLRI as one number, the AFI in front: [#EVPN].
    public int reachFamily() {
        return reachFamily;
    }

    /// The offset of the next hop.
    public int nextHopOffset() {
        return nextHopOffset;
    }

    public int nextHopLength() {
        return nextHopLength;
    }

    /// Lays a view over the announced routes, which are of EVPN.
    public void wrapReach(EvpnNlriView routes, boolean addPath) {
        routes.wrap(bytes, reachNlri, reachEnd, addPath);
    }

    // Routes withdrawn.

    /// Whether there is an MP_UNREACH_NLRI.
    public boolean hasUnreach() {
        return unreachStart != attributesEnd;
    }

    /// AFI and SAFI of MP_UNREACH_NLRI as one number, the AFI in front: [#EVPN].
    public int unreachFamily() {
        return unreachFamily;
    }

    /// Lays a view over the withdrawn routes, which are of EVPN.
    public void wrapUnreach(EvpnNlriView routes, boolean addPath) {
        routes.wrap(bytes, unreachNlri, unreachEnd, addPath);
    }

    /// Whether the UPDATE is the End-of-RIB marker of the family that [#unreachFamily] names, or,
    /// without an MP_UNREACH_NLRI, of IPv4 unicast (RFC 4724 section 2).
    ///
    /// It is asked of the octets as they came: an UPDATE whose routes were all discarded says
    /// nothing either and is no such marker.
    public boolean isEndOfRib() {
        boolean noRoutes = withdrawnEnd == withdrawnStart && nlriEnd == attributesEnd;
        return noRoutes
                && !hasReach()
                && attributeBlockLength() == 0
                && (!hasUnreach() || unreachNlri == unreachEnd);
    }

    /// Whether the UPDATE's own two fields, which are of IPv4 unicast, hold anything.
    public boolean hasIpv4Unicast() {
        return withdrawnEnd != withdrawnStart || nlriEnd != attributesEnd;
    }

    // The attribute block.

    public int attributeBlockLength() {
        return attributesEnd
                - attributesStart
                - (reachEnd - reachStart)
                - (unreachEnd - unreachStart);
    }

    /// Appends the attribute block.
    public void copyAttributeBlock(OctetWriter target) {
        int firstStart = Math.min(reachStart, unreachStart);
        int firstEnd = Math.min(reachEnd, unreachEnd);
        int lastStart = Math.max(reachStart, unreachStart);
        int lastEnd = Math.max(reachEnd, unreachEnd);
        target.bytes(bytes, attributesStart, firstStart - attributesStart);
        target.bytes(bytes, firstEnd, lastStart - firstEnd);
        target.bytes(bytes, lastEnd, attributesEnd - lastEnd);
    }

    /// The offset at which the attribute block stands in one piece, or -1 where an MP attribute
    /// splits it.
    public int attributeBlockOffset() {
        int firstStart = Math.min(reachStart, unreachStart);
        int firstEnd = Math.min(reachEnd, unreachEnd);
        int lastStart = Math.max(reachStart, unreachStart);
        int lastEnd = Math.max(reachEnd, unreachEnd);
        boolean before = firstStart > attributesStart;
        boolean between = lastStart > firstEnd;
        boolean behind = attributesEnd > lastEnd;
        if (before) {
            return between || behind ? SPLIT : attributesStart;
        }
        return between && behind ? SPLIT : between ? firstEnd : lastEnd;
    }
}
