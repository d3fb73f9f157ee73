package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// A MAC-VRF: one bridge domain of this VTEP, with the hosts in it and the VTEPs that take part.
final class MacVrf implements Instance {
    private final FloodList floodList = new FloodList();
    private final HostPublisher publisher;
    private final HostMobility mobility;
    private final DomainReview review;
    private final LocalAddresses local;
    private final Outcome outcome;
    private final Agenda agenda;
    private boolean ended;

    MacVrf(
            MacVrfSettings settings,
            LocalAddresses local,
            Outcome outcome,
            Agenda agenda,
            Deadlines deadlines) {
        this.local = local;
        this.outcome = outcome;
        this.agenda = agenda;
        publisher = new HostPublisher(settings, outcome);
        mobility = new HostMobility(publisher, deadlines, () -> agenda.add(this));
        review = new DomainReview(this, mobility, floodList);
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

    Optional<HostView> view(IpAddress address) {
        var table = mobility.table();
        return Optional.ofNullable(table.find(address))
                .map(entry -> HostView.of(entry, table.owner(entry), settings().vtep()));
    }

    /// Whether the address is announced from here.
    boolean isHere(IpAddress address) {
        return mobility.table().isHere(address);
    }

    /// Whether a host is known that has the address, here or behind another VTEP.
    boolean knows(IpAddress address) {
        var entry = mobility.table().find(address);
        return entry != null && (isHere(address) || entry.place().vtep() != null);
    }

    /// Whether this host has the address itself.
    boolean isOwn(IpAddress address) {
        return settings().subnets().stream().anyMatch(each -> each.own().equals(address));
    }

    /// Whether this host is in a subnet of the address by the bridge domain's interface.
    boolean isInSubnet(IpAddress address) {
        return settings().subnets().stream().anyMatch(each -> each.covers(address));
    }

    HostStanding host(MacAddress mac, @Nullable IpAddress only) {
        return HostStanding.of(mobility.table(), settings(), outcome, mac, only);
    }

    int macCount() {
        return mobility.table().macs().size();
    }

    int neighborCount() {
        return mobility.table().ips().size();
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
    public HeldRoutes held() {
        return new HeldRoutes(
                List.of(
                        HeldRoutes.own(outcome.originations(settings())),
                        new HeldWalk<>(
                                mobility.table().macs(),
                                MacEntry::claimAfter,
                                claim -> claim.offer().key()),
                        HeldWalk.ofKeys(
                                floodList.byVtep(),
                                (offers, last) ->
                                        last == null
                                                ? offers.firstKey()
                                                : offers.higherKey(last))));
    }

    @Override
    public boolean originates(Octets key) {
        return outcome.originations(settings()).containsKey(key);
    }

    @Override
    public @Nullable Hindrance hindrance(Offer offer) {
        return null;
    }

    @Override
    public void replace(@Nullable Offer before, @Nullable Offer after, long now) {
        if (ended) {
            return;
        }
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

    /// @param ipVrf that routes for the bridge domain from now on
    void reconfigure(MacVrfSettings changed, @Nullable IpVrf ipVrf) {
        var before = settings();
        if (!changed.routeDistinguisher().equals(before.routeDistinguisher())) {
            outcome.leave(before);
        } else if (!Originator.multicastRoute(changed).equals(Originator.multicastRoute(before))) {
            outcome.withdraw(Originator.multicastRoute(before));
        }
        publisher.setVrf(changed);
        bind(ipVrf);
        if (ipVrf != null && !changed.subnets().equals(before.subnets())) {
            ipVrf.subnetsChanged();
        }
        publishMulticast();
        if (!changed.duplicates().equals(before.duplicates())) {
            mobility.clearDuplicates();
        }
        review();
    }

    private void publishMulticast() {
        if (settings().flooding() == Flooding.DISABLED) {
            outcome.withdraw(Originator.multicastRoute(settings()));
        } else {
            outcome.announce(Originator.multicast(settings()));
        }
    }

    void publishFlooding(IpAddress vtep) {
        floodList.publish(settings(), vtep, outcome);
    }

    private void bind(@Nullable IpVrf ipVrf) {
        var before = publisher.ipVrf();
        if (before == ipVrf) {
            return;
        }
        publisher.setIpVrf(ipVrf);
        if (before != null) {
            before.unbind(this);
        }
        if (ipVrf != null) {
            ipVrf.bind(this);
        }
    }

    /// The IP-VRF that routes for the bridge domain came, changed or went.
    void routedBy(@Nullable IpVrf ipVrf) {
        bind(ipVrf);
        review();
    }

    @Override
    public void review() {
        review.begin();
        agenda.add(this);
    }

    /// The bridge domain is gone. What was said of it is taken back, and its tables are let go of.
    void end() {
        ended = true;
        bind(null);
        outcome.leave(settings().vni());
        outcome.leave(settings());
        mobility.end();
        agenda.add(this);
    }

    @Override
    public boolean goOn(Imports imports, Slice slice, long now) {
        return ended ? review.letGo(imports, slice) : review.goOn(imports, slice, now);
    }
}
