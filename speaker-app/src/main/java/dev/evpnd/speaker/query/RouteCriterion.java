package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a route, or a path to one, has to be like to be asked for.
public sealed interface RouteCriterion {

    /// What the key alone says of an EVPN route: it is looked at where it lies, in the walk over
    /// all.
    sealed interface OfKey extends RouteCriterion {
        boolean takes(byte[] array, int start, int length);
    }

    /// What one path to the route says.
    sealed interface OfPath extends RouteCriterion {
        boolean takes(PathStanding path);
    }

    record Type(int type) implements OfKey {
        @Override
        public boolean takes(byte[] array, int start, int length) {
            return BigEndian.u8(array, start) == type;
        }
    }

    /// The key begins with its type and its distinguisher, but for that of a leaf and those of
    /// types that nobody knows here.
    record Distinguisher(RouteDistinguisher distinguisher) implements OfKey {
        private static final int BEGIN = 1;

        @Override
        public boolean takes(byte[] array, int start, int length) {
            return EvpnRoute.hasDistinguisher(BigEndian.u8(array, start))
                    && BigEndian.u64(array, start + BEGIN) == distinguisher.bits();
        }

        Octets octets() {
            var writer = new OctetWriter();
            writer.u64(distinguisher.bits());
            return writer.toOctets();
        }
    }

    /// A route of type 2 that has the MAC address and the IP address; null stands for any.
    record MacIp(@Nullable MacAddress mac, @Nullable IpAddress address) implements OfKey {
        private static final int MAC = 14;
        private static final int IP_LENGTH = 20;

        @Override
        public boolean takes(byte[] array, int start, int length) {
            return BigEndian.u8(array, start) == EvpnRoute.MAC_IP_ADVERTISEMENT
                    && (mac == null || BigEndian.u48(array, start + MAC) == mac.bits())
                    && (address == null
                            || BigEndian.u8(array, start + IP_LENGTH) == address.bitLength()
                                    && endsWith(array, start + length, octets(address)));
        }
    }

    /// A route of type 2 that has the MAC address, and no IP address.
    record MacAlone(MacAddress mac) implements OfKey {
        @Override
        public boolean takes(byte[] array, int start, int length) {
            return new MacIp(mac, null).takes(array, start, length)
                    && BigEndian.u8(array, start + MacIp.IP_LENGTH) == 0;
        }
    }

    /// A route of type 2, 3 or 5 that has the Ethernet tag.
    record Tag(EthernetTag tag) implements OfKey {
        private static final int TAG = 9;

        @Override
        public boolean takes(byte[] array, int start, int length) {
            return switch (BigEndian.u8(array, start)) {
                case EvpnRoute.MAC_IP_ADVERTISEMENT,
                        EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                        EvpnRoute.IP_PREFIX ->
                        BigEndian.u32(array, start + TAG) == tag.id();
                default -> false;
            };
        }
    }

    /// A route of type 3 of the originator.
    record Multicast(IpAddress originator) implements OfKey {
        private static final int LENGTH = 13;

        @Override
        public boolean takes(byte[] array, int start, int length) {
            return BigEndian.u8(array, start) == EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG
                    && BigEndian.u8(array, start + LENGTH) == originator.bitLength()
                    && endsWith(array, start + length, octets(originator));
        }
    }

    /// A route of type 5.
    record Prefix(IpPrefix prefix) implements OfKey {
        private static final int LENGTH = 13;

        @Override
        public boolean takes(byte[] array, int start, int length) {
            var octets = octets(prefix.address());
            return BigEndian.u8(array, start) == EvpnRoute.IP_PREFIX
                    && BigEndian.u8(array, start + LENGTH) == prefix.length()
                    && length == LENGTH + 1 + octets.length()
                    && endsWith(array, start + length, octets);
        }
    }

    private static Octets octets(IpAddress address) {
        var writer = new OctetWriter();
        address.encode(writer);
        return writer.toOctets();
    }

    private static boolean endsWith(byte[] array, int end, Octets octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (BigEndian.u8(array, end - octets.length() + i) != octets.at(i)) {
                return false;
            }
        }
        return true;
    }

    /// A path that a peer announced.
    record FromPeer(IpAddress peer) implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            return path.announcer().kind() != PeerKind.LOCAL
                    && path.announcer().address().equals(peer);
        }
    }

    /// A path that begins here.
    record SelfOriginated() implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            return path.announcer().kind() == PeerKind.LOCAL;
        }
    }

    /// A path with a route target that reads like this one: the same AS number may stand in either
    /// of two forms.
    record Target(RouteTarget target) implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            var attributes = path.path().effective().attributes();
            return attributes.find(ExtendedCommunities.class).stream()
                    .flatMap(it -> it.asList().stream())
                    .anyMatch(
                            it ->
                                    it instanceof RouteTarget other
                                            && (other.equals(target)
                                                    || other.administrators()
                                                            .equals(target.administrators())));
        }
    }

    /// A path with all of some communities.
    record AllStandard(List<Community> communities) implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            var attributes = path.path().effective().attributes();
            return attributes
                    .find(Communities.class)
                    .map(it -> communities.stream().allMatch(it::contains))
                    .orElse(false);
        }
    }

    /// A path with all of some large communities.
    record AllLarge(List<LargeCommunity> communities) implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            var attributes = path.path().effective().attributes();
            return attributes
                    .find(LargeCommunities.class)
                    .map(it -> it.asList().containsAll(communities))
                    .orElse(false);
        }
    }

    /// A path of which the route names an Ethernet segment.
    record Segment(EthernetSegmentId segment) implements OfPath {
        @Override
        public boolean takes(PathStanding path) {
            return switch (path.route()) {
                case EthernetAutoDiscovery it -> it.ethernetSegmentId().equals(segment);
                case MacIpAdvertisement it -> it.ethernetSegmentId().equals(segment);
                case EthernetSegmentRoute(var _, var it, var _) -> it.equals(segment);
                case IpPrefixAdvertisement it -> it.ethernetSegmentId().equals(segment);
                default -> false;
            };
        }
    }
}
