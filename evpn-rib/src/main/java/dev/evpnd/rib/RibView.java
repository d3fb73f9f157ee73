package dev.evpnd.rib;

import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.in.AttributeReader;
import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.in.PeerCounters;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.in.Sessions;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.out.GroupStatus;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/// The tables of a speaker for whoever asks about them: nothing here changes what they hold. What
/// was read and waits to be taken is taken first, so that each answer is of now.
///
/// It is asked by the thread that writes the [Rib]. What is larger than an answer is looked at in
/// slices, between which the writer goes on.
public final class RibView {
    private final Peers peers;
    private final Tables tables;
    private final Sessions sessions;
    private final InstanceFeed feed;

    RibView(Peers peers, Tables tables, Sessions sessions, InstanceFeed feed) {
        this.peers = peers;
        this.tables = tables;
        this.sessions = sessions;
        this.feed = feed;
    }

    /// What is known of the paths to the destination of a key, in the order of their peers.
    public List<ReceivedPath> paths(RouteFamily family, Octets key) {
        sessions.take();
        return sessions.paths(family, key);
    }

    /// What was received from a peer of a family.
    public InboundCounters counters(int number, RouteFamily family) {
        sessions.take();
        return sessions.counters(number, family);
    }

    /// The numbers by which peers are known are below this.
    public int peerNumbers() {
        return sessions.numbers();
    }

    /// What was received from the peer of a number, be it that its session has ended and something
    /// of it is left; nothing if nobody has the number.
    public Optional<PeerCounters> counters(int number) {
        sessions.take();
        return sessions.counters(number);
    }

    /// How far the peer of an address and this speaker have come with each other; nothing if it has
    /// no session and nothing is left of one.
    public Optional<PeerExchange> exchange(IpAddress address) {
        sessions.take();
        var number = sessions.find(address);
        return number.isEmpty() ? Optional.empty() : Optional.of(exchange(number.getAsInt()));
    }

    private PeerExchange exchange(int number) {
        var families = new EnumMap<RouteFamily, PeerExchange.OfFamily>(RouteFamily.class);
        sessions.inflows(number)
                .forEach(
                        (family, in) -> {
                            var shards = tables.get(family);
                            families.put(
                                    family,
                                    new PeerExchange.OfFamily(
                                            in,
                                            shards.hasSentEndOfRib(number),
                                            shards.groupOf(number)));
                        });
        boolean established = sessions.settings(number).isPresent();
        return new PeerExchange(peers.get(number), established, families);
    }

    /// How often routes were not taken for a reason, since the beginning.
    public long dropped(DropReason reason) {
        sessions.take();
        return sessions.dropped(reason);
    }

    /// How often a route was not sent because no message could hold it with its attributes.
    public long unsendable() {
        return tables.unsendable();
    }

    /// The keys of all routes of a family, in slices.
    public Listing list(RouteFamily family) {
        sessions.take();
        return listing(family, new DestinationCursor(tables.get(family).routes()));
    }

    /// The keys of those routes of a family that have some distinguishers.
    ///
    /// @param distinguishers as [#distinguishers] gives them
    public Listing list(RouteFamily family, List<Octets> distinguishers) {
        sessions.take();
        return listing(family, new DistinguisherWalk(tables.get(family).routes(), distinguishers));
    }

    private Listing listing(RouteFamily family, DestinationWalk walk) {
        var attributes = new AttributeReader();
        return new Listing(
                walk,
                tables.get(family).tables().stream()
                        .map(table -> new Explainer(table, feed, peers, attributes))
                        .toList());
    }

    /// The routes of an instance, in slices; nothing where there is no such instance.
    public Optional<InstanceListing> listInstance(Vni vni) {
        sessions.take();
        var attributes = new AttributeReader();
        return feed.instances()
                .held(vni)
                .map(
                        held ->
                                new InstanceListing(
                                        vni,
                                        held,
                                        key -> explainer(RouteFamily.EVPN, key, attributes)));
    }

    /// The distinguishers of all routes of a family, in slices.
    public Distinguishers distinguishers(RouteFamily family) {
        sessions.take();
        return new Distinguishers(
                tables.get(family).routes().stream()
                        .map(each -> each.destinations().index())
                        .toList());
    }

    /// Begins to count how many routes of a family each peer holds of what it was told.
    public ToldRoutes countTold(RouteFamily family) {
        sessions.take();
        return new ToldRoutes(tables.get(family).tables());
    }

    /// Begins to look at what one peer holds of the routes of a family that it was told.
    public HeldByPeer heldBy(IpAddress peer, RouteFamily family) {
        return new HeldByPeer(tables.get(family), sessions, peer);
    }

    /// All that is known of an EVPN route, and why it is so: from the state itself.
    ///
    /// @param key of the route, [dev.evpnd.wire.evpn.EvpnRoute#key]
    /// @return nothing, if nobody has announced it
    public Optional<Explanation> explain(Octets key) {
        return explainer(RouteFamily.EVPN, key, new AttributeReader()).explain(key);
    }

    /// All that is known of a MAC address in a MAC-VRF, and why it is so: where it is, and which
    /// routes say so or are refused. It is looked for in slices.
    ///
    /// @param address the one IP address that is asked about beside it, or null for all
    public MacSearch explainMac(Vni vni, MacAddress mac, @Nullable IpAddress address) {
        sessions.take();
        return new MacSearch(this, feed, tables.evpn.routes(), vni, mac, address);
    }

    private Explainer explainer(RouteFamily family, Octets key, AttributeReader attributes) {
        sessions.take();
        return new Explainer(tables.get(family).table(key), feed, peers, attributes);
    }

    /// How many sets of attributes are kept of EVPN routes, as received and as they count.
    public int attributeSets() {
        sessions.take();
        return tables.evpn.attributeSets();
    }

    /// How many EVPN destinations are known; those that are gone count while somebody has yet to be
    /// told.
    public int size() {
        sessions.take();
        return tables.evpn.size();
    }

    /// How many destinations of a family are known, as with [#size()].
    public int size(RouteFamily family) {
        sessions.take();
        return tables.get(family).size();
    }

    /// How much of a family waits.
    public Depths depths(RouteFamily family) {
        sessions.take();
        return tables.get(family).depths();
    }

    /// How many paths there are to the destinations of a family, be it that they may not be chosen.
    public int pathCount(RouteFamily family) {
        sessions.take();
        return tables.get(family).pathCount();
    }

    /// How much there is in the tables.
    public List<TableSize> sizes() {
        sessions.take();
        return tables.families().stream().flatMap(each -> each.sizes().stream()).toList();
    }

    /// The peer that is known by a number.
    ///
    /// @throws IllegalArgumentException if there is none
    public Peer peer(int number) {
        return peers.get(number);
    }

    /// The update groups of a family: peers that are told the same in the same octets.
    public List<GroupStatus> updateGroups(RouteFamily family) {
        return tables.get(family).groups();
    }
}
