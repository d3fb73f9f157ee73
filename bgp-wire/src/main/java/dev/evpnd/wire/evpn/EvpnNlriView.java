package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;

import org.jspecify.annotations.Nullable;

/// A walk over the EVPN NLRI of an UPDATE that allocates nothing.
///
/// ```java
/// view.wrap(bytes, start, end, addPath);
/// while (view.next()) {
///     if (view.fault() == null) {
///         use(view);
///     }
/// }
/// if (view.framingFault() != null) { ... }
/// ```
///
/// The view stands on one NLRI at a time, reads the caller's array, and is good until the array
/// changes or [#next] is called. An NLRI with a [#fault] has its frame intact, so that the walk
/// goes on behind it; a [#framingFault] ends the walk, since nothing behind it can be found. The
/// methods that return an object are for those who want one; the others never allocate.
///
/// Fields may be asked for only where [#fault] is null and the route type has them.
public final class EvpnNlriView {
    /// No key is longer: a route type and a route of which all is key.
    public static final int MAX_KEY_LENGTH = 256;

    private static final int PATH_ID_LENGTH = 4;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int next;
    private int end;
    private boolean addPath;

    private int start;
    private int body;
    private int length;
    private int routeType;
    private int pathId;
    private @Nullable NlriFault fault;
    private @Nullable NlriFault framingFault;

    /// Lays the view over an NLRI field, before its first NLRI.
    ///
    /// @param addPath whether each NLRI has a path identifier in front (RFC 7911)
    public void wrap(byte[] bytes, int start, int end, boolean addPath) {
        this.bytes = bytes;
        this.next = start;
        this.end = end;
        this.addPath = addPath;
        fault = null;
        framingFault = null;
    }

    /// Moves to the next NLRI; false at the end of the field or at a [#framingFault].
    public boolean next() {
        int at = next;
        start = at;
        if (at == end || framingFault != null) {
            return false;
        }
        if (addPath) {
            if (end - at < PATH_ID_LENGTH) {
                framingFault = NlriFault.PATH_ID_TRUNCATED;
                return false;
            }
            pathId = BigEndian.u32(bytes, at);
            at += PATH_ID_LENGTH;
        } else {
            pathId = 0;
        }
        if (end - at < EvpnRoute.HEADER_LENGTH) {
            framingFault = NlriFault.HEADER_TRUNCATED;
            return false;
        }
        routeType = BigEndian.u8(bytes, at);
        length = BigEndian.u8(bytes, at + 1);
        body = at + EvpnRoute.HEADER_LENGTH;
        if (end - body < length) {
            framingFault = NlriFault.LENGTH_OVERRUN;
            return false;
        }
        next = body + length;
        fault = judge();
        return true;
    }

    private @Nullable NlriFault judge() {
        return switch (routeType) {
            case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> EthernetAutoDiscovery.fault(length);
            case EvpnRoute.MAC_IP_ADVERTISEMENT -> MacIpAdvertisement.fault(bytes, body, length);
            case EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG ->
                    InclusiveMulticastEthernetTag.fault(bytes, body, length);
            case EvpnRoute.ETHERNET_SEGMENT -> EthernetSegmentRoute.fault(bytes, body, length);
            case EvpnRoute.IP_PREFIX -> IpPrefixAdvertisement.fault(bytes, body, length);
            case EvpnRoute.SELECTIVE_MULTICAST_ETHERNET_TAG ->
                    SelectiveMulticastEthernetTag.fault(bytes, body, length);
            case EvpnRoute.MULTICAST_MEMBERSHIP_REPORT_SYNCH ->
                    MulticastMembershipReportSynch.fault(bytes, body, length);
            case EvpnRoute.MULTICAST_LEAVE_SYNCH -> MulticastLeaveSynch.fault(bytes, body, length);
            case EvpnRoute.PER_REGION_I_PMSI_AUTO_DISCOVERY ->
                    PerRegionIPmsiAutoDiscovery.fault(length);
            case EvpnRoute.S_PMSI_AUTO_DISCOVERY -> SPmsiAutoDiscovery.fault(bytes, body, length);
            case EvpnRoute.LEAF_AUTO_DISCOVERY -> LeafAutoDiscovery.fault(bytes, body, length);
            default -> null;
        };
    }

    /// What is wrong inside the NLRI, or null.
    public @Nullable NlriFault fault() {
        return fault;
    }

    /// Why the walk ended before the end of the field, or null; [#start] says where.
    public @Nullable NlriFault framingFault() {
        return framingFault;
    }

    /// Whether the layout of this route type is known. An unknown one has no [#fault] and no
    /// fields.
    public boolean isRecognized() {
        return EvpnRoute.isRecognized(routeType);
    }

    public int routeType() {
        return routeType;
    }

    /// The path identifier, 0 where there is none.
    public int pathId() {
        return pathId;
    }

    /// The array that is read, not to be written to.
    public byte[] array() {
        return bytes;
    }

    /// The offset of the NLRI, which is that of its path identifier where it has one.
    public int start() {
        return start;
    }

    /// The offset of the route type, behind any path identifier: what is copied to a peer that does
    /// with path identifiers otherwise than the sender.
    public int routeStart() {
        return body - EvpnRoute.HEADER_LENGTH;
    }

    /// The offset behind the NLRI.
    public int end() {
        return next;
    }

    // The key.

    /// How many octets [#copyKey] writes, at most [#MAX_KEY_LENGTH].
    public int keyLength() {
        return 1 + keyEnd() - skippedLength();
    }

    /// Writes the octets that identify the route (see [EvpnRoute#key]).
    public void copyKey(byte[] target, int offset) {
        target[offset] = (byte) routeType;
        int at = offset + 1;
        int skipped = skippedLength();
        int head = skipped == 0 ? keyEnd() : RouteLayout.SEGMENT;
        System.arraycopy(bytes, body, target, at, head);
        if (skipped == 0) {
            return;
        }
        int tail = head + skipped;
        System.arraycopy(bytes, body + tail, target, at + head, keyEnd() - tail);
        if (routeType == EvpnRoute.IP_PREFIX) {
            int prefix = at + IpPrefixAdvertisement.PREFIX - skipped;
            clearHostBits(target, prefix, keyEnd() - IpPrefixAdvertisement.PREFIX);
        }
    }

    /// How many octets [#copyRemainder] writes: with the key they are the whole route
    /// ([RouteParts]).
    public int remainderLength() {
        return skippedLength() + length - keyEnd();
    }

    /// Writes the octets that do not identify the route, in their order: a segment identifier that
    /// is no key, a gateway, labels, flags.
    public void copyRemainder(byte[] target, int offset) {
        int skipped = skippedLength();
        System.arraycopy(bytes, ethernetSegmentIdOffset(), target, offset, skipped);
        int tail = keyEnd();
        System.arraycopy(bytes, body + tail, target, offset + skipped, length - tail);
    }

    /// The segment identifier of types 2 and 5, which stands behind the distinguisher in both.
    private int skippedLength() {
        return skippedLength(routeType);
    }

    static int skippedLength(int routeType) {
        return routeType == EvpnRoute.MAC_IP_ADVERTISEMENT || routeType == EvpnRoute.IP_PREFIX
                ? EthernetSegmentId.LENGTH
                : 0;
    }

    private int keyEnd() {
        return switch (routeType) {
            case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> EthernetAutoDiscovery.LABEL;
            case EvpnRoute.MAC_IP_ADVERTISEMENT -> MacIpAdvertisement.IP + (ipBitLength() >>> 3);
            case EvpnRoute.IP_PREFIX ->
                    IpPrefixAdvertisement.PREFIX + IpPrefixAdvertisement.addressOctets(length);
            case EvpnRoute.SELECTIVE_MULTICAST_ETHERNET_TAG ->
                    length - SelectiveMulticastEthernetTag.TRAILER;
            case EvpnRoute.MULTICAST_MEMBERSHIP_REPORT_SYNCH ->
                    length - MulticastMembershipReportSynch.TRAILER;
            case EvpnRoute.MULTICAST_LEAVE_SYNCH -> length - MulticastLeaveSynch.TRAILER;
            default -> length;
        };
    }

    private void clearHostBits(byte[] target, int offset, int octets) {
        int kept = prefixLength();
        int partial = kept >>> 3;
        if (partial < octets) {
            target[offset + partial] &= (byte) (0xff00 >>> (kept & 7));
            for (int i = partial + 1; i < octets; i++) {
                target[offset + i] = 0;
            }
        }
    }

    // Fields.

    /// The eight octets of the distinguisher; in type 11 those of the route that is answered.
    public long routeDistinguisherBits() {
        return BigEndian.u64(
                bytes,
                routeType == EvpnRoute.LEAF_AUTO_DISCOVERY
                        ? body + LeafAutoDiscovery.KEY_DISTINGUISHER
                        : body);
    }

    public RouteDistinguisher routeDistinguisher() {
        return new RouteDistinguisher(routeDistinguisherBits());
    }

    /// The offset of the segment identifier; types 1, 2, 4, 5, 7 and 8 have one, all in one place.
    public int ethernetSegmentIdOffset() {
        return body + RouteLayout.SEGMENT;
    }

    public EthernetSegmentId ethernetSegmentId() {
        return EthernetSegmentId.at(bytes, ethernetSegmentIdOffset());
    }

    /// The tag of any type but 4 and 11.
    public int ethernetTagBits() {
        return BigEndian.u32(bytes, body + tagOffset());
    }

    public EthernetTag ethernetTag() {
        return EthernetTag.of(ethernetTagBits());
    }

    private int tagOffset() {
        return switch (routeType) {
            case EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    EvpnRoute.SELECTIVE_MULTICAST_ETHERNET_TAG,
                    EvpnRoute.PER_REGION_I_PMSI_AUTO_DISCOVERY,
                    EvpnRoute.S_PMSI_AUTO_DISCOVERY ->
                    RouteLayout.TAG;
            default -> RouteLayout.TAG_BEHIND_SEGMENT;
        };
    }

    /// The MAC address of type 2.
    public long macAddressBits() {
        return BigEndian.u48(bytes, body + MacIpAdvertisement.MAC);
    }

    /// The length in bits of the IP address of type 2: 0, 32 or 128.
    public int ipBitLength() {
        return BigEndian.u8(bytes, body + MacIpAdvertisement.IP_LENGTH);
    }

    /// The offset of the IP address of type 2.
    public int ipOffset() {
        return body + MacIpAdvertisement.IP;
    }

    /// The IP address of type 2, or null.
    public @Nullable IpAddress ipAddress() {
        return AddressField.decode(bodyFrom(MacIpAdvertisement.IP_LENGTH));
    }

    /// The only or first label of types 1, 2 and 5.
    public int label1Bits() {
        return BigEndian.u24(bytes, body + label1Offset());
    }

    private int label1Offset() {
        return switch (routeType) {
            case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> EthernetAutoDiscovery.LABEL;
            case EvpnRoute.MAC_IP_ADVERTISEMENT -> MacIpAdvertisement.IP + (ipBitLength() >>> 3);
            default -> length - MacIpAdvertisement.LABEL_OCTETS;
        };
    }

    /// Whether a route of type 2 has its second label.
    public boolean hasLabel2() {
        return length - label1Offset() > MacIpAdvertisement.LABEL_OCTETS;
    }

    /// The second label of type 2.
    public int label2Bits() {
        return BigEndian.u24(bytes, body + label1Offset() + MacIpAdvertisement.LABEL_OCTETS);
    }

    /// The originating router of types 3 and 4.
    public IpAddress originatingRouter() {
        return AddressField.decodePresent(
                bodyFrom(
                        routeType == EvpnRoute.ETHERNET_SEGMENT
                                ? EthernetSegmentRoute.IP_LENGTH
                                : InclusiveMulticastEthernetTag.IP_LENGTH));
    }

    /// The prefix length of type 5.
    public int prefixLength() {
        return BigEndian.u8(bytes, body + IpPrefixAdvertisement.PREFIX_LENGTH);
    }

    /// The prefix of type 5.
    public IpPrefix prefix() {
        int octets = IpPrefixAdvertisement.addressOctets(length);
        var address = IpAddress.decode(bodyFrom(IpPrefixAdvertisement.PREFIX), octets * 8);
        return new IpPrefix(address, prefixLength());
    }

    /// The gateway of type 5.
    public IpAddress gateway() {
        int octets = IpPrefixAdvertisement.addressOctets(length);
        return IpAddress.decode(bodyFrom(IpPrefixAdvertisement.PREFIX + octets), octets * 8);
    }

    /// A reader of the route type's own part, from an offset in it to its end.
    OctetReader bodyFrom(int offset) {
        return new OctetReader(bytes, body + offset, body + length);
    }

    /// The NLRI as a record.
    public EvpnRoute toRoute() {
        return switch (routeType) {
            case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> EthernetAutoDiscovery.of(this);
            case EvpnRoute.MAC_IP_ADVERTISEMENT -> MacIpAdvertisement.of(this);
            case EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG ->
                    InclusiveMulticastEthernetTag.of(this);
            case EvpnRoute.ETHERNET_SEGMENT -> EthernetSegmentRoute.of(this);
            case EvpnRoute.IP_PREFIX -> IpPrefixAdvertisement.of(this);
            case EvpnRoute.SELECTIVE_MULTICAST_ETHERNET_TAG ->
                    SelectiveMulticastEthernetTag.of(this);
            case EvpnRoute.MULTICAST_MEMBERSHIP_REPORT_SYNCH ->
                    MulticastMembershipReportSynch.of(this);
            case EvpnRoute.MULTICAST_LEAVE_SYNCH -> MulticastLeaveSynch.of(this);
            case EvpnRoute.PER_REGION_I_PMSI_AUTO_DISCOVERY -> PerRegionIPmsiAutoDiscovery.of(this);
            case EvpnRoute.S_PMSI_AUTO_DISCOVERY -> SPmsiAutoDiscovery.of(this);
            case EvpnRoute.LEAF_AUTO_DISCOVERY -> LeafAutoDiscovery.of(this);
            default -> UnrecognizedRoute.of(this);
        };
    }
}
