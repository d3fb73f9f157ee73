package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A VTEP with a kernel that does what it is told, and learns from what its hosts send.
final class SimulatedVtep {
    static final Vni L2 = new Vni(100);
    static final Vni L3 = new Vni(5000);

    final int number;
    final IpAddress address;
    final Instances instances = new Instances();

    /// What the kernel has: of what it learned itself, the text begins with `here`.
    final TreeMap<String, String> kernel = new TreeMap<>();

    /// What other VTEPs announced, as the Loc-RIB would have it.
    final Map<Octets, Offer> received = new LinkedHashMap<>();

    final Map<Octets, Origination> announced = new LinkedHashMap<>();
    private final List<Message> sent = new ArrayList<>();

    MacVrfSettings macVrf;
    IpVrfSettings ipVrf;

    /// Whether the MAC-VRF is configured.
    boolean there = true;

    /// Whether something happened since, and what follows was not asked for.
    boolean late;

    long now;

    /// @param origination null where the route is withdrawn
    record Message(EvpnRoute route, @Nullable Origination origination) {}

    SimulatedVtep(int number, IpAddress address, DuplicateSettings duplicates) {
        this.number = number;
        this.address = address;
        macVrf =
                MacVrfSettings.of(
                                L2,
                                distinguisher(2),
                                List.of(new ImportTarget.AnyAdministrator(100)),
                                List.of(RouteTarget.of(new Asn(65001 + number), 100)),
                                address)
                        .withL3Vni(L3)
                        .withDuplicates(duplicates);
        ipVrf = ipVrf(3);
        instances.configure(ipVrf);
        instances.configure(macVrf);
    }

    IpVrfSettings ipVrf(int assigned) {
        return IpVrfSettings.of(
                "tenant",
                L3,
                distinguisher(assigned),
                List.of(new ImportTarget.AnyAdministrator(5000)),
                List.of(RouteTarget.of(new Asn(65001 + number), 5000)),
                new MacAddress(0x0200_0000_0001L + number),
                address);
    }

    RouteDistinguisher distinguisher(int assigned) {
        return RouteDistinguisher.of(new Ipv4Address(0x0a00_0001 + number), assigned);
    }

    void configure(MacVrfSettings changed) {
        macVrf = changed;
        there = true;
        offerAgainIf(instances.configure(changed));
    }

    void configure(IpVrfSettings changed) {
        ipVrf = changed;
        offerAgainIf(instances.configure(changed));
    }

    private void offerAgainIf(boolean needed) {
        if (needed) {
            offerAgain();
        }
    }

    /// The bridge domain is there no more, though its kernel has it still.
    void unconfigureMacVrf() {
        there = false;
        offerAgainIf(instances.unconfigureMacVrf(L2));
    }

    void unconfigureIpVrf() {
        offerAgainIf(instances.unconfigureIpVrf(L3));
    }

    /// Tells of what the kernel has learned of the host.
    void tellAgain(SimulatedHost host, List<IpAddress> addresses) {
        late = true;
        if (isLearned(host.mac)) {
            instances.macLearned(L2, host.mac, 7, false, now);
        }
        for (var ip : addresses) {
            if (hasNeighbor(ip, host.mac)) {
                instances.neighborLearned(L2, ip, host.mac, host.router, now);
            }
        }
    }

    /// @return whether there is more
    boolean goOn(int rows) {
        return instances.goOn(new Slice(rows), now);
    }

    void offerAgain() {
        List.copyOf(received.values()).forEach(offer -> instances.offer(offer, now));
    }

    void receive(Message message) {
        var origination = message.origination();
        if (origination == null) {
            received.remove(message.route().key());
            instances.gone(message.route().key(), now);
            return;
        }
        var meaning =
                OfferedAttributes.of(
                        origination.nextHop(),
                        origination.attributes().without(AttributeCode.LOCAL_PREF));
        var offer = Offer.of(origination.route(), meaning);
        received.put(offer.key(), offer);
        instances.offer(offer, now);
    }

    /// A frame of the host comes in on a port.
    boolean hear(SimulatedHost host) {
        if (isLearned(host.mac)) {
            return false;
        }
        kernel.put(key(host.mac), "here");
        instances.macLearned(L2, host.mac, 7, false, now);
        return true;
    }

    boolean isLearned(MacAddress mac) {
        return "here".equals(kernel.get(key(mac)));
    }

    /// An ARP packet or Neighbor Advertisement of the host comes in.
    boolean hear(SimulatedHost host, IpAddress ip) {
        var neighbor = "here " + host.mac;
        if (neighbor.equals(kernel.put(key(ip), neighbor))) {
            return false;
        }
        instances.neighborLearned(L2, ip, host.mac, host.router, now);
        return true;
    }

    boolean age(MacAddress mac) {
        if (!isLearned(mac)) {
            return false;
        }
        kernel.remove(key(mac));
        instances.macGone(L2, mac, now);
        return true;
    }

    boolean age(IpAddress ip) {
        if (!kernel.getOrDefault(key(ip), "").startsWith("here")) {
            return false;
        }
        kernel.remove(key(ip));
        instances.neighborGone(L2, ip, now);
        return true;
    }

    boolean hasNeighbor(IpAddress ip, MacAddress mac) {
        return ("here " + mac).equals(kernel.get(key(ip)));
    }

    /// Does what follows from what happened.
    ///
    /// @return what the other VTEPs are to be told
    List<Message> act() {
        for (var change : OneVtep.drain(instances)) {
            switch (change) {
                case InstanceChange.Hold(var intent) -> hold(intent);
                case InstanceChange.Drop(var intent) -> kernel.remove(key(intent), text(intent));
                case InstanceChange.Announce(var origination) -> {
                    announced.put(origination.route().key(), origination);
                    sent.add(new Message(origination.route(), origination));
                }
                case InstanceChange.Withdraw(var route) -> {
                    announced.remove(route.key());
                    sent.add(new Message(route, null));
                }
                case InstanceChange.Probe probe -> {}
                case InstanceChange.Tell tell -> {}
            }
        }
        late = false;
        var all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    /// What is done at once needs no answer. Where it was late the kernel may have learned
    /// something meanwhile, and says that this is gone again.
    private void hold(Intent intent) {
        var before = kernel.put(key(intent), text(intent));
        if (!late || before == null || !before.startsWith("here")) {
            return;
        }
        if (intent instanceof Intent.RemoteMac mac) {
            instances.macGone(L2, mac.mac(), now);
        } else if (intent instanceof Intent.RemoteNeighbor neighbor) {
            instances.neighborGone(L2, neighbor.address(), now);
        }
    }

    static String key(MacAddress mac) {
        return "mac " + mac;
    }

    static String key(IpAddress ip) {
        return "neighbor " + ip;
    }

    static String key(Intent intent) {
        return switch (intent) {
            case Intent.RemoteMac mac -> key(mac.mac());
            case Intent.FloodEntry flood -> "flood " + flood.vtep();
            case Intent.RemoteNeighbor neighbor -> key(neighbor.address());
            case Intent.RemoteRouter router -> "router " + router.routerMac();
            case Intent.NextHopNeighbor hop -> "next hop " + hop.gateway();
            case Intent.RemotePrefix it -> "route " + it.prefix();
        };
    }

    static String text(Intent intent) {
        return switch (intent) {
            case Intent.RemoteMac mac -> "behind " + mac.vtep();
            case Intent.FloodEntry flood -> "with " + flood.remoteVni();
            case Intent.RemoteNeighbor neighbor ->
                    neighbor.mac() + " behind " + neighbor.vtep() + router(neighbor.router());
            case Intent.RemoteRouter router -> router.remoteVni() + " " + router.vtep();
            case Intent.NextHopNeighbor hop -> "has " + hop.routerMac();
            case Intent.RemotePrefix(Vni vni, IpPrefix prefix, var hops, var hosts) ->
                    hops.stream()
                                    .map(
                                            hop ->
                                                    hop.vni()
                                                            + " "
                                                            + hop.vtep()
                                                            + " as "
                                                            + hop.gateway())
                                    .toList()
                                    .toString()
                            + (hosts.isEmpty() ? "" : hosts.toString());
        };
    }

    static String router(boolean router) {
        return router ? " router" : "";
    }
}
