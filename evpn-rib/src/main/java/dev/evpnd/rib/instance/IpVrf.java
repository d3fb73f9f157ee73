package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// An IP-VRF: the routes of a tenant to prefixes and hosts behind other VTEPs, and the prefixes
/// that are announced from here.
final class IpVrf implements Instance {
    private final TreeMap<IpPrefix, PrefixRoutes> candidates = new TreeMap<>();
    private final TreeMap<IpPrefix, Announced> announced = new TreeMap<>();
    private final Cursor<IpPrefix, PrefixRoutes> toReview = new Cursor<>(candidates);
    private final Cursor<IpPrefix, Announced> toAnnounce = new Cursor<>(announced);

    /// What a prefix is announced with.
    ///
    /// @param gateway that it is behind, or null where it is this VTEP that it is behind
    private record Announced(@Nullable IpAddress gateway, PathAttributes inherited) {}

    /// The prefix that the walk has come to and not left, or null.
    private @Nullable IpPrefix prefix;

    /// The last route to it that the walk has come by, or null.
    private @Nullable PrefixCandidate route;

    /// The bridge domains that the IP-VRF routes for.
    private final NavigableMap<Vni, MacVrf> domains = new TreeMap<>();

    private final TenantRoutes installed;
    private final Gateways gateways = new Gateways();
    private final PrefixRoutes.Passable passable = new Passage();
    private final LocalAddresses local;
    private final Outcome outcome;
    private final Agenda agenda;
    private IpVrfSettings settings;
    private boolean ended;

    /// The route that came last, or null.
    private @Nullable PrefixCandidate latest;

    /// Whose turn it was in [#nextAffected].
    private boolean gatewaysFirst;

    IpVrf(IpVrfSettings settings, LocalAddresses local, Outcome outcome, Agenda agenda) {
        this.settings = settings;
        this.local = local;
        this.outcome = outcome;
        this.agenda = agenda;
        installed = new TenantRoutes(settings.l3Vni(), outcome);
        installed.mayEncapsulate(settings.mayEncapsulate());
    }

    IpVrfSettings settings() {
        return settings;
    }

    /// The imported routes, by their prefixes.
    NavigableMap<IpPrefix, PrefixRoutes> candidates() {
        return candidates;
    }

    @Override
    public Vni vni() {
        return settings.l3Vni();
    }

    @Override
    public List<ImportTarget> importTargets() {
        return settings.importTargets();
    }

    @Override
    public @Nullable Refusal refusal(Offer offer) {
        return ImportChecks.ipVrf(local, offer);
    }

    @Override
    public HeldRoutes held() {
        return new HeldRoutes(
                List.of(
                        HeldRoutes.own(outcome.originations(settings)),
                        new HeldWalk<>(
                                candidates, PrefixRoutes::after, route -> route.offer().key())));
    }

    @Override
    public boolean originates(Octets key) {
        return outcome.originations(settings).containsKey(key);
    }

    @Override
    public void replace(@Nullable Offer before, @Nullable Offer after, long now) {
        if (ended) {
            return;
        }
        if (before != null) {
            var gone = PrefixCandidate.of(before);
            remove(gone);
            if (after == null) {
                publish(gone.prefix());
            }
        }
        if (after != null) {
            var come = PrefixCandidate.of(after, latest);
            latest = come;
            publish(come.prefix(), add(come));
        }
    }

    private PrefixRoutes add(PrefixCandidate candidate) {
        var routes = candidates.computeIfAbsent(candidate.prefix(), absent -> new PrefixRoutes());
        routes.add(candidate);
        var gateway = candidate.gateway();
        if (gateway != null) {
            gateways.add(gateway, wayToHost(gateway), candidate.prefix());
        }
        return routes;
    }

    private void remove(PrefixCandidate candidate) {
        if (candidate.gateway() != null) {
            gateways.remove(candidate.gateway(), candidate.prefix());
        }
        candidates.computeIfPresent(
                candidate.prefix(),
                (prefix, routes) -> {
                    routes.remove(candidate);
                    return routes.isEmpty() ? null : routes;
                });
    }

    /// The bridge domain's hosts are routed here from now on.
    void bind(MacVrf domain) {
        domains.put(domain.vni(), domain);
        review();
    }

    void unbind(MacVrf domain) {
        domains.remove(domain.vni());
        review();
    }

    /// This host has other addresses than before in a bridge domain.
    void subnetsChanged() {
        gateways.review();
        agenda.add(this);
    }

    /// A host came to one of the bridge domains here, or left it.
    void hostChanged(IpAddress address) {
        publish(new IpPrefix(address, address.bitLength()));
    }

    /// A host came to be known in one of the bridge domains behind another VTEP, or is not any
    /// more.
    void neighborChanged(IpAddress address) {
        if (settle(address)) {
            agenda.add(this);
        }
    }

    /// @return whether prefixes are behind the host that have to be considered anew
    private boolean settle(IpAddress host) {
        return gateways.has(host) && gateways.hostChanged(host, wayToHost(host));
    }

    private void publish(IpPrefix prefix) {
        publish(prefix, candidates.get(prefix));
    }

    private void publish(IpPrefix prefix, @Nullable PrefixRoutes found) {
        boolean here = isHere(prefix);
        int most = settings.maxPaths();
        var ways = found == null ? Ways.NONE : found.ways(here, most, passable);
        installed.put(prefix, ways, most);
        boolean more = installed.retry();
        var address = prefix.address();
        if (prefix.length() == address.bitLength()) {
            more |= settle(address);
        }
        if (more) {
            agenda.add(this);
        }
    }

    /// What is said of ways here. A gateway is a host of a bridge domain here, or one that a route
    /// of type 2 leads to, and never one that is behind another gateway.
    private final class Passage implements PrefixRoutes.Passable {
        @Override
        public @Nullable Way way(PrefixCandidate candidate) {
            var gateway = candidate.gateway();
            return gateway == null ? candidate.tunnel() : gateways.way(gateway);
        }

        @Override
        public boolean isFree(Tunnel tunnel) {
            return installed.rival(tunnel) == null;
        }
    }

    /// The way to a host, or null where there is none. Where this host is in its subnet, what is
    /// sent to it does not take the way by the router in front of it: that would have to know the
    /// prefixes behind it, too.
    private @Nullable Way wayToHost(IpAddress address) {
        for (var domain : domains.values()) {
            if (domain.isOwn(address)) {
                return null;
            }
        }
        for (var domain : domains.values()) {
            if (domain.isInSubnet(address) && domain.knows(address)) {
                return new Intent.HostHop(domain.vni(), address);
            }
        }
        var prefix = new IpPrefix(address, address.bitLength());
        var routes = candidates.get(prefix);
        return routes == null || isHere(prefix) ? null : routes.wayToHost();
    }

    @Override
    public @Nullable Hindrance hindrance(Offer offer) {
        var candidate = PrefixCandidate.of(offer);
        var gateway = candidate.gateway();
        var way = gateway == null ? candidate.tunnel() : wayToHost(gateway);
        if (way == null) {
            return gateway == null ? null : hindrance(gateway);
        }
        var rival = way instanceof Tunnel tunnel ? installed.rival(tunnel) : null;
        return rival == null ? null : new Hindrance.RouterMacTaken(rival);
    }

    private Hindrance hindrance(IpAddress gateway) {
        for (var domain : domains.values()) {
            if (domain.isOwn(gateway)) {
                return new Hindrance.GatewayOwn(gateway);
            }
        }
        for (var domain : domains.values()) {
            if (domain.isInSubnet(gateway)) {
                return new Hindrance.GatewaySilent(gateway, domain.vni());
            }
        }
        return new Hindrance.GatewayUnknown(gateway);
    }

    private boolean isHere(IpPrefix prefix) {
        var address = prefix.address();
        return prefix.length() == address.bitLength()
                && domains.values().stream().anyMatch(domain -> domain.isHere(address));
    }

    /// A prefix of the VRF is announced to the other VTEPs, or with other attributes.
    void announce(IpPrefix prefix, @Nullable IpAddress gateway, PathAttributes inherited) {
        var added = new Announced(gateway, inherited);
        announced.put(prefix, added);
        announce(prefix, added);
    }

    private void announce(IpPrefix prefix, Announced with) {
        outcome.announce(Originator.prefix(settings, prefix, with.gateway(), with.inherited()));
    }

    void withdraw(IpPrefix prefix) {
        if (announced.remove(prefix) != null) {
            outcome.withdraw(Originator.prefixRoute(settings, prefix, null));
        }
    }

    void reconfigure(IpVrfSettings changed) {
        if (!changed.routeDistinguisher().equals(settings.routeDistinguisher())) {
            outcome.leave(settings);
        }
        settings = changed;
        installed.mayEncapsulate(changed.mayEncapsulate());
        toAnnounce.begin();
        review();
    }

    @Override
    public void review() {
        toReview.begin();
        subnetsChanged();
    }

    /// The VRF is gone. What was said of it is taken back, and its tables are let go of.
    void end() {
        ended = true;
        outcome.leave(vni());
        outcome.leave(settings);
        agenda.add(this);
    }

    @Override
    public boolean goOn(Imports imports, Slice slice, long now) {
        while (!slice.isOver() && isUnderWay()) {
            if (ended) {
                letGoOfOne(imports, slice);
            } else if (prefix != null) {
                visit(prefix, imports, slice, now);
            } else {
                step(slice);
            }
        }
        return isUnderWay();
    }

    private boolean isUnderWay() {
        return ended
                ? !candidates.isEmpty()
                : prefix != null
                        || toAnnounce.isUnderWay()
                        || toReview.isUnderWay()
                        || installed.isRetrying()
                        || gateways.isUnderWay();
    }

    private void step(Slice slice) {
        var own = toAnnounce.next();
        if (own != null) {
            slice.spend(Slice.ADDRESS);
            announce(own.getKey(), own.getValue());
            return;
        }
        var gateway = gateways.nextToSettle();
        if (gateway != null) {
            slice.spend(Slice.ADDRESS);
            settle(gateway);
            return;
        }
        var next = toReview.next();
        if (next != null) {
            prefix = next.getKey();
            route = null;
            return;
        }
        var affected = nextAffected();
        if (affected != null) {
            slice.spend(Slice.ADDRESS);
            publish(affected);
        }
    }

    /// A prefix to which something has happened that was not its own. What others can begin again
    /// and again waits for what an operator begins, and for each other in turn.
    private @Nullable IpPrefix nextAffected() {
        gatewaysFirst = !gatewaysFirst;
        var first = gatewaysFirst ? gateways.next() : installed.nextToRetry();
        if (first != null) {
            return first;
        }
        return gatewaysFirst ? installed.nextToRetry() : gateways.next();
    }

    /// One route to the prefix, or behind the last of them the prefix itself.
    private void visit(IpPrefix visited, Imports imports, Slice slice, long now) {
        var routes = candidates.get(visited);
        route = routes == null ? null : routes.after(route);
        if (route != null) {
            slice.spend(Slice.OFFER);
            imports.review(this, route.offer(), now);
            return;
        }
        slice.spend(Slice.ADDRESS);
        prefix = null;
        publish(visited);
    }

    private void letGoOfOne(Imports imports, Slice slice) {
        slice.spend(Slice.OFFER);
        var routes = candidates.firstEntry().getValue();
        var first = routes.after(null);
        if (first != null) {
            routes.remove(first);
            imports.forget(this, first.offer());
        }
        if (routes.isEmpty()) {
            candidates.pollFirstEntry();
        }
    }
}
