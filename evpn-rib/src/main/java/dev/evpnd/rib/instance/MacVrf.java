package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A MAC-VRF: one bridge domain of this VTEP, with the hosts in it and the VTEPs that take part.
final class MacVrf implements Instance {
    private final FloodList floodList = new FloodList();
    private final HostPublisher publisher;
    private final HostMobility mobility;
    private final LocalAddresses local;
    private final Outcome outcome;

    MacVrf(
            MacVrfSettings settings,
            LocalAddresses local,
            Outcome outcome,
            Deadlines<HostMobility.Expiry> deadlines) {
        this.local = local;
        this.outcome = outcome;
        publisher = new HostPublisher(settings, outcome);
        mobility = new HostMobility(publisher, deadlines);
    }

    /// The bridge domain is there: others are asked for what they flood.
    void start(@Nullable IpVrf ipVrf) {
        bind(ipVrf);
        publishMulticast();
    }

    MacVrfSettings settings() {
        return publisher.vrf();
    }

    HostMobility mobility() {
        return mobility;
    }

    FloodList floodList() {
        return floodList;
    }

    Optional<HostView> view(MacAddress mac) {
        return Optional.ofNullable(mobility.table().find(mac))
                .map(entry -> HostView.of(entry, settings().vtep()));
    }

    HostStanding host(MacAddress mac, @Nullable IpAddress only) {
        return HostStanding.of(mobility.table(), settings(), outcome.intents(), mac, only);
    }

    List<HostView> macs(@Nullable MacAddress after, int limit) {
        var all = mobility.table().macs();
        var rest = after == null ? all : all.tailMap(after, false);
        return rest.values().stream()
                .limit(limit)
                .map(entry -> HostView.of(entry, settings().vtep()))
                .toList();
    }

    List<HostView> neighbors(@Nullable IpAddress after, int limit) {
        var table = mobility.table();
        var rest = after == null ? table.ips() : table.ips().tailMap(after, false);
        return rest.values().stream()
                .limit(limit)
                .map(entry -> HostView.of(entry, table.owner(entry), settings().vtep()))
                .toList();
    }

    @Override
    public Vni vni() {
        return settings().vni();
    }

    @Override
    public List<ImportTarget> importTargets() {
        return settings().importTargets();
    }

    @Override
    public @Nullable Refusal refusal(Offer offer) {
        return ImportChecks.macVrf(settings(), local, offer);
    }

    @Override
    public void replace(@Nullable Offer before, @Nullable Offer after, long now) {
        var some = after != null ? after : before;
        if (some != null && some.route() instanceof InclusiveMulticastEthernetTag) {
            replaceFlooded(before, after);
        } else {
            mobility.claim(
                    before == null ? null : HostCandidate.of(before),
                    after == null ? null : HostCandidate.of(after),
                    now);
        }
    }

    private void replaceFlooded(@Nullable Offer before, @Nullable Offer after) {
        if (before != null) {
            floodList.remove(before);
        }
        if (after != null) {
            floodList.add(after);
            floodList.publish(settings(), FloodList.endpoint(after), outcome);
        }
        if (before != null) {
            floodList.publish(settings(), FloodList.endpoint(before), outcome);
        }
    }

    @Override
    public List<Offer> imported() {
        var imported = new ArrayList<>(floodList.offers());
        for (var entry : mobility.table().macs().values()) {
            entry.candidates().forEach(candidate -> imported.add(candidate.offer()));
        }
        return imported;
    }

    /// @param ipVrf that routes for the bridge domain from now on
    void reconfigure(MacVrfSettings changed, @Nullable IpVrf ipVrf, long now) {
        var before = settings();
        if (!Originator.multicastRoute(changed).equals(Originator.multicastRoute(before))) {
            outcome.withdraw(Originator.multicastRoute(before));
        }
        if (!changed.routeDistinguisher().equals(before.routeDistinguisher())) {
            mobility.withdrawAll();
        }
        publisher.setVrf(changed);
        bind(ipVrf);
        publishMulticast();
        if (!changed.duplicates().equals(before.duplicates())) {
            mobility.clearDuplicates(mobility.table().duplicates(), now);
        }
        // Neither of the two says anything about hosts, of which there may be very many.
        var asBefore =
                changed.withFlooding(before.flooding()).withImportTargets(before.importTargets());
        if (!asBefore.equals(before)) {
            mobility.republish(now);
        }
    }

    private void publishMulticast() {
        if (settings().flooding() == Flooding.DISABLED) {
            outcome.withdraw(Originator.multicastRoute(settings()));
        } else {
            outcome.announce(Originator.multicast(settings()));
        }
        floodList.publish(settings(), outcome);
    }

    private void bind(@Nullable IpVrf ipVrf) {
        var before = publisher.ipVrf();
        if (before == ipVrf) {
            return;
        }
        publisher.setIpVrf(ipVrf);
        if (before != null) {
            before.unbind(mobility.table());
        }
        if (ipVrf != null) {
            ipVrf.bind(mobility.table());
        }
    }

    /// The IP-VRF that routes for the bridge domain came, changed or went.
    void routedBy(@Nullable IpVrf ipVrf, long now) {
        bind(ipVrf);
        mobility.republish(now);
    }

    /// The bridge domain is gone, after all its imported routes.
    void stop(long now) {
        outcome.withdraw(Originator.multicastRoute(settings()));
        mobility.stop(now);
        bind(null);
    }
}
