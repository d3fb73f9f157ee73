package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.kernel.UnusedDevice.Reason;
import dev.evpnd.speaker.netlink.DeviceVnis;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The devices of the kernel, and the bridge domains that they make.
final class Devices {
    private static final IpPrefix LINK_LOCAL = IpPrefix.parse("fe80::/10");

    private final NavigableMap<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, PortVlans> vlans = new HashMap<>();
    private final VniFilters filters = new VniFilters();
    private final LinkHistory history = new LinkHistory();

    private final Map<Integer, Set<LinkAddress>> addresses = new HashMap<>();

    /// @return whether that is news
    boolean put(Link link) {
        history.see(link);
        return !link.equals(links.put(link.index(), link));
    }

    boolean put(PortVlans changed) {
        return !changed.equals(vlans.put(changed.index(), changed));
    }

    boolean put(DeviceVnis changed) {
        return filters.put(changed);
    }

    boolean remove(DeviceVnis gone) {
        return filters.remove(gone);
    }

    boolean put(LinkAddress address) {
        boolean isNew =
                addresses.computeIfAbsent(address.index(), _ -> new HashSet<>()).add(address);
        // A device has those of its own accord.
        return isNew && !isLinkLocal(address.address());
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address
                && LINK_LOCAL.equals(new IpPrefix(address, LINK_LOCAL.length()));
    }

    boolean remove(LinkAddress address) {
        var of = addresses.get(address.index());
        if (of == null || !of.remove(address)) {
            return false;
        }
        if (of.isEmpty()) {
            addresses.remove(address.index());
        }
        return !isLinkLocal(address.address());
    }

    boolean remove(int index) {
        vlans.remove(index);
        history.remove(index);
        filters.remove(index);
        addresses.remove(index);
        return links.remove(index) != null;
    }

    /// What was said of devices up to now was so by now.
    void settle(long nowMillis) {
        history.settle(nowMillis);
    }

    /// What is known of a VXLAN device; nothing where there is none of the name.
    Optional<VxlanDevice> vxlan(String name) {
        return links.values().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .flatMap(this::vxlan);
    }

    List<String> vxlanNames() {
        return links.values().stream()
                .filter(each -> each.kind() instanceof Link.Vxlan)
                .map(Link::name)
                .toList();
    }

    private Optional<VxlanDevice> vxlan(Link link) {
        if (!(link.kind() instanceof Link.Vxlan vxlan)) {
            return Optional.empty();
        }
        var master = links.get(link.master());
        var lower = links.get(link.lower());
        return Optional.of(
                new VxlanDevice(
                        link,
                        vxlan,
                        Optional.ofNullable(master),
                        lower == null ? "" : lower.name(),
                        List.copyOf(addresses.getOrDefault(link.index(), Set.of())),
                        vnis(link, vxlan),
                        history.of(link.index())));
    }

    private List<VxlanDevice.Segment> vnis(Link link, Link.Vxlan vxlan) {
        if (!vxlan.isExternal()) {
            return vxlan.vni() == 0
                    ? List.of()
                    : List.of(
                            new VxlanDevice.Segment(
                                    vxlan.vni(),
                                    untagged(link.index()),
                                    Optional.ofNullable(vxlan.group())));
        }
        var mapped = vlans.get(link.index());
        return mapped == null
                ? List.of()
                : mapped.tunnels().stream()
                        .map(
                                each -> {
                                    var filter = filters.find(link.index(), each.vni());
                                    return new VxlanDevice.Segment(
                                            each.vni(),
                                            each.vlan(),
                                            Optional.ofNullable(
                                                    filter == null ? null : filter.group()));
                                })
                        .sorted(Comparator.comparingInt(VxlanDevice.Segment::vni))
                        .toList();
    }

    @Nullable Link find(int index) {
        return links.get(index);
    }

    Stream<LinkAddress> addresses() {
        return addresses.values().stream().flatMap(Set::stream);
    }

    Stream<PortVlans> vlans() {
        return vlans.values().stream();
    }

    VniFilters filters() {
        return filters;
    }

    Map<Integer, String> names() {
        var names = new HashMap<Integer, String>();
        links.forEach((index, link) -> names.put(index, link.name()));
        return names;
    }

    Set<Integer> indexes() {
        return Set.copyOf(links.keySet());
    }

    boolean isVxlan(int index) {
        var link = links.get(index);
        return link != null && link.kind() instanceof Link.Vxlan;
    }

    /// The bridge domains, and what is none.
    ///
    /// Of two devices with one VNI the older has it, which is the one with the lower number.
    Found domains() {
        var found = new Found(new TreeMap<>(), new HashSet<>(), new ArrayList<>());
        var routed = routed();
        for (var link : links.values()) {
            if (link.kind() instanceof Link.Vxlan vxlan) {
                var fault = fault(link);
                if (fault != null) {
                    found.refuse(link, vxlan.vni(), fault);
                } else if (vxlan.isExternal()) {
                    external(link, vxlan, routed, found);
                } else if (vxlan.vni() != 0) {
                    classic(link, vxlan, routed, found);
                }
            }
        }
        return found;
    }

    private @Nullable Reason fault(Link device) {
        var bridge = links.get(device.master());
        if (bridge == null || !(bridge.kind() instanceof Link.Bridge)) {
            return Reason.NO_BRIDGE;
        }
        if (!device.isUp()) {
            return Reason.DOWN;
        }
        return bridge.isUp() ? null : Reason.BRIDGE_DOWN;
    }

    /// One device for each VNI.
    private void classic(Link device, Link.Vxlan vxlan, Map<Segment, Integer> routed, Found found) {
        int vlan = 0;
        if (filtersVlans(device.master())) {
            vlan = untagged(device.index());
            if (vlan == 0) {
                found.refuse(device, vxlan.vni(), Reason.NO_VLAN);
                return;
            }
        }
        found.add(domain(device, vxlan, new Vni(vxlan.vni()), 0, vlan, routed));
    }

    /// One device for all VNIs: the bridge says which of its VLANs is which of them.
    private void external(
            Link device, Link.Vxlan vxlan, Map<Segment, Integer> routed, Found found) {
        var mapped = vlans.get(device.index());
        if (mapped == null) {
            return;
        }
        for (var tunnel : mapped.tunnels()) {
            int vni = tunnel.vni();
            if (vni == 0) {
                continue;
            }
            var filter = filters.find(device.index(), vni);
            if (vxlan.filtersVnis() && filter == null) {
                found.refuse(device, vni, Reason.NOT_TAKEN);
            } else {
                var group = filter == null ? null : filter.group();
                var own = group == null ? vxlan : vxlan.with(group);
                found.add(domain(device, own, new Vni(vni), vni, tunnel.vlan(), routed));
            }
        }
    }

    private BridgeDomain domain(
            Link device,
            Link.Vxlan vxlan,
            Vni vni,
            int scope,
            int vlan,
            Map<Segment, Integer> routed) {
        int own = routed.getOrDefault(new Segment(device.master(), vlan), 0);
        var port = device.port();
        return new BridgeDomain(
                vni,
                device.index(),
                device.name(),
                scope,
                device.master(),
                vlan,
                own,
                macOf(own),
                vrfOf(own),
                vxlan.local(),
                vxlan.group(),
                port != null && port.suppressesNeighbors() || !given(own).isEmpty(),
                ownAddresses(own));
    }

    private @Nullable MacAddress macOf(int device) {
        var link = links.get(device);
        return link == null ? null : link.address();
    }

    private Vrf vrfOf(int device) {
        var link = links.get(device);
        var master = link == null ? null : links.get(link.master());
        return master != null && master.kind() instanceof Link.Vrf(int table)
                ? new Vrf(master.index(), master.name(), table)
                : Vrf.DEFAULT;
    }

    /// The addresses that somebody gave a device.
    private List<LinkAddress> given(int device) {
        return addresses.getOrDefault(device, Set.of()).stream()
                .filter(each -> !isLinkLocal(each.address()))
                .toList();
    }

    private Set<OwnAddress> ownAddresses(int routed) {
        var found = new HashSet<OwnAddress>();
        if (routed == 0) {
            return found;
        }
        for (int each : addresses.keySet()) {
            var link = links.get(each);
            boolean isOwn =
                    link != null
                            && (link.index() == routed
                                    || link.lower() == routed
                                            && link.kind() instanceof Link.Macvlan
                                            && link.isUp());
            var mac = link == null ? null : link.address();
            if (isOwn && mac != null) {
                given(each)
                        .forEach(
                                it ->
                                        found.add(
                                                new OwnAddress(
                                                        each,
                                                        mac,
                                                        it.address(),
                                                        it.prefixLength())));
            }
        }
        return found;
    }

    private boolean filtersVlans(int bridge) {
        var link = links.get(bridge);
        return link != null && link.kind() instanceof Link.Bridge(boolean filters) && filters;
    }

    /// Whether a port is in a VLAN. In that without a number it always is.
    boolean isIn(int port, int vlan) {
        var of = vlans.get(port);
        return vlan == 0 || of != null && of.vlans().stream().anyMatch(each -> each.id() == vlan);
    }

    private int untagged(int port) {
        var of = vlans.get(port);
        return of == null
                ? 0
                : of.vlans().stream()
                        .filter(PortVlans.Vlan::isPvid)
                        .mapToInt(PortVlans.Vlan::id)
                        .findFirst()
                        .orElse(0);
    }

    /// A bridge, or a VLAN of one.
    record Segment(int bridge, int vlan) {}

    /// By which devices this host is in each of the segments itself.
    private Map<Segment, Integer> routed() {
        var routed = new HashMap<Segment, Integer>();
        for (var link : links.values()) {
            if (!link.isUp()) {
                continue;
            }
            if (link.kind() instanceof Link.Bridge(boolean filters)) {
                int vlan = filters ? untagged(link.index()) : 0;
                routed.putIfAbsent(new Segment(link.index(), vlan), link.index());
            } else if (link.kind() instanceof Link.Vlan(int id) && filtersVlans(link.lower())) {
                routed.putIfAbsent(new Segment(link.lower(), id), link.index());
            }
        }
        return routed;
    }

    /// What was found.
    ///
    /// @param segments that have a VNI: of one, the hosts could not be told from those of another
    record Found(
            NavigableMap<Vni, BridgeDomain> domains,
            Set<Segment> segments,
            List<UnusedDevice> unused) {

        private void add(BridgeDomain domain) {
            if (domains.containsKey(domain.vni())) {
                refuse(domain, Reason.TAKEN);
            } else if (segments.add(new Segment(domain.bridge(), domain.vlan()))) {
                domains.put(domain.vni(), domain);
            } else {
                refuse(domain, Reason.SHARED);
            }
        }

        private void refuse(BridgeDomain domain, Reason reason) {
            unused.add(new UnusedDevice(domain.deviceName(), domain.vni().number(), reason));
        }

        private void refuse(Link device, int vni, Reason reason) {
            unused.add(new UnusedDevice(device.name(), vni, reason));
        }
    }
}
