package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The MAC-VRFs and IP-VRFs of a VTEP: a state machine with one writer. What is to be done after
/// each event is in [#drain]; the package says what is expected of both sides.
///
/// Times are milliseconds of any clock that does not go back.
public final class Instances {
    /// What an event may do at once of something that may be long.
    private static final int ROWS_AT_ONCE = 1024;

    private final TreeMap<Vni, MacVrf> macVrfs = new TreeMap<>();
    private final TreeMap<Vni, IpVrf> ipVrfs = new TreeMap<>();
    private final Distinguishers ofMacVrfs = new Distinguishers();
    private final Distinguishers ofIpVrfs = new Distinguishers();
    private final Imports imports = new Imports();
    private final LocalAddresses local = new LocalAddresses();
    private final Outcome outcome = new Outcome();
    private final Agenda agenda = new Agenda();
    private final Deadlines deadlines = new Deadlines();

    /// A MAC-VRF is there from now on, or is to be another. What it must not import any more is let
    /// go of at once.
    ///
    /// @return whether it may import more than before, so that every best path of the Loc-RIB has
    ///   to be offered again
    /// @throws IllegalArgumentException when the VNI is that of an IP-VRF, or another MAC-VRF has
    ///   the route distinguisher: the routes of the two would be the same
    public boolean configure(MacVrfSettings settings) {
        Clashes.refuse(settings, ofMacVrfs, ipVrfs);
        boolean newVtep = local.add(settings.vtep());
        var known = macVrfs.get(settings.vni());
        if (known == null) {
            var vrf = new MacVrf(settings, local, outcome, agenda, deadlines);
            macVrfs.put(settings.vni(), vrf);
            ofMacVrfs.take(settings.routeDistinguisher(), settings.vni());
            imports.retarget(vrf, List.of(), settings.importTargets());
            vrf.start(ipVrf(settings.l3Vni()));
            reviewAll(newVtep);
            return true;
        }
        var before = known.settings();
        local.remove(before.vtep());
        if (settings.equals(before)) {
            return false;
        }
        ofMacVrfs.free(before.routeDistinguisher());
        ofMacVrfs.take(settings.routeDistinguisher(), settings.vni());
        imports.retarget(known, before.importTargets(), settings.importTargets());
        known.reconfigure(settings, ipVrf(settings.l3Vni()));
        reviewAll(newVtep);
        return settings.mayImportMoreThan(before);
    }

    private @Nullable IpVrf ipVrf(@Nullable Vni l3Vni) {
        return l3Vni == null ? null : ipVrfs.get(l3Vni);
    }

    /// What is known by an address that is one of this speaker's own from now on, is let go of.
    private void reviewAll(boolean needed) {
        if (needed) {
            all().forEach(Instance::review);
        }
    }

    /// MAC-VRFs first, each in the order of the VNIs.
    private Stream<Instance> all() {
        return Stream.concat(macVrfs.values().stream(), ipVrfs.values().stream());
    }

    /// A MAC-VRF is there no more, and nothing of it is held or announced.
    ///
    /// @return whether others may import more than before, as with [#configure]: what was refused
    ///   for an address that is none of this speaker's own any more
    public boolean unconfigureMacVrf(Vni vni) {
        var vrf = macVrfs.remove(vni);
        if (vrf == null) {
            return false;
        }
        ofMacVrfs.free(vrf.settings().routeDistinguisher());
        imports.end(vrf);
        vrf.end();
        return local.remove(vrf.settings().vtep());
    }

    /// An IP-VRF is there from now on, or is to be another.
    ///
    /// @return whether every best path of the Loc-RIB has to be offered again
    /// @throws IllegalArgumentException when the L3 VNI is that of a MAC-VRF, or another IP-VRF has
    ///   the route distinguisher
    public boolean configure(IpVrfSettings settings) {
        Clashes.refuse(settings, ofIpVrfs, macVrfs);
        boolean newAddress = local.add(settings);
        var known = ipVrfs.get(settings.l3Vni());
        if (known == null) {
            var vrf = new IpVrf(settings, local, outcome, agenda);
            ipVrfs.put(settings.l3Vni(), vrf);
            ofIpVrfs.take(settings.routeDistinguisher(), settings.l3Vni());
            imports.retarget(vrf, List.of(), settings.importTargets());
            routeDomains(settings.l3Vni(), vrf);
            reviewAll(newAddress);
            return true;
        }
        var before = known.settings();
        local.remove(before);
        if (settings.equals(before)) {
            return false;
        }
        ofIpVrfs.free(before.routeDistinguisher());
        ofIpVrfs.take(settings.routeDistinguisher(), settings.l3Vni());
        imports.retarget(known, before.importTargets(), settings.importTargets());
        known.reconfigure(settings);
        routeDomains(settings.l3Vni(), known);
        reviewAll(newAddress);
        return settings.mayImportMoreThan(before);
    }

    private void routeDomains(Vni l3Vni, @Nullable IpVrf ipVrf) {
        for (var vrf : macVrfs.values()) {
            if (l3Vni.equals(vrf.settings().l3Vni())) {
                vrf.routedBy(ipVrf);
            }
        }
    }

    /// An IP-VRF is there no more, and nothing of it is held or announced.
    ///
    /// @return as with [#unconfigureMacVrf]
    public boolean unconfigureIpVrf(Vni l3Vni) {
        var vrf = ipVrfs.remove(l3Vni);
        if (vrf == null) {
            return false;
        }
        ofIpVrfs.free(vrf.settings().routeDistinguisher());
        imports.end(vrf);
        routeDomains(l3Vni, null);
        vrf.end();
        return local.remove(vrf.settings());
    }

    /// Goes on with what takes longer than an event may: with instances whose settings have changed
    /// or that have ended, with duplicates that are all to be cleared, and with the IP addresses of
    /// a MAC address that has very many.
    ///
    /// @return whether there is more
    public boolean goOn(Slice slice, long nowMillis) {
        boolean more = agenda.goOn(imports, slice, nowMillis);
        more |= outcome.goOn(slice);
        return more;
    }

    /// Whether there is neither a MAC-VRF nor an IP-VRF.
    public boolean isEmpty() {
        return macVrfs.isEmpty() && ipVrfs.isEmpty();
    }

    /// Whether an instance imports the route target with these eight octets: a route with none that
    /// one imports need not be offered.
    public boolean importsTarget(long bits) {
        return imports.importsTarget(bits);
    }

    /// A route has a new best path, or the same once more, which changes nothing.
    ///
    /// @return how many instances import it
    public int offer(Offer offer, long nowMillis) {
        return imports.offer(offer, nowMillis);
    }

    /// The route with this key has no path any more.
    public void gone(Octets key, long nowMillis) {
        imports.gone(key, nowMillis);
    }

    /// The kernel learned a MAC address on a port, or on another than before.
    ///
    /// @param port the number that the kernel has for it
    /// @param sticky whether the kernel's entry is static: the address is not to move
    /// @return whether the fact was taken: there is such a MAC-VRF, and the address is a station's
    public boolean macLearned(Vni vni, MacAddress mac, int port, boolean sticky, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf == null || !Addresses.isStation(mac)) {
            return false;
        }
        vrf.mobility()
                .macLearned(mac, new MacEntry.LocalMac(port, sticky, false, false), nowMillis);
        return true;
    }

    /// The address is that of this VTEP itself, by which it is in the bridge domain: it does not
    /// move. Gone is it as any other.
    ///
    /// @param device by its number
    /// @param gateway whether the hosts of the bridge domain have it for their default gateway (RFC
    ///   7432 section 10.1)
    /// @return as with [#macLearned]
    public boolean ownMac(Vni vni, MacAddress mac, int device, boolean gateway, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf == null || !Addresses.isStation(mac)) {
            return false;
        }
        var local = new MacEntry.LocalMac(device, true, gateway, !gateway);
        vrf.mobility().macLearned(mac, local, nowMillis);
        return true;
    }

    /// The kernel has the MAC address on no port any more.
    public void macGone(Vni vni, MacAddress mac, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf != null) {
            vrf.mobility().macGone(mac, nowMillis);
        }
    }

    /// The kernel found a neighbour on the bridge domain's interface.
    ///
    /// @param router whether it said of itself that it is one
    /// @return whether the fact was taken, as with [#macLearned]
    public boolean neighborLearned(
            Vni vni, IpAddress address, MacAddress mac, boolean router, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf == null || !Addresses.isStation(mac) || !Addresses.isHost(address)) {
            return false;
        }
        vrf.mobility().neighborLearned(address, new IpEntry.Binding(mac, router), nowMillis);
        return true;
    }

    /// The kernel has no such neighbour any more.
    public void neighborGone(Vni vni, IpAddress address, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf != null) {
            vrf.mobility().neighborGone(address, nowMillis);
        }
    }

    /// A prefix of an IP-VRF is to be announced, or with other attributes.
    ///
    /// @param inherited what the route had in the VRF: ORIGIN, AS_PATH, metric, communities
    /// @return whether there is such an IP-VRF
    /// @throws IllegalArgumentException when no peer would take a route with these attributes;
    ///   nothing has changed then
    public boolean announcePrefix(Vni l3Vni, IpPrefix prefix, PathAttributes inherited) {
        return announcePrefix(l3Vni, prefix, null, inherited);
    }

    /// The same where others may know the prefix to be behind a host of a bridge domain, to which
    /// they find the way themselves (RFC 9136 section 4.2).
    ///
    /// @param gateway that host, or null for this VTEP; one that others could not look up counts as
    ///   none
    public boolean announcePrefix(
            Vni l3Vni, IpPrefix prefix, @Nullable IpAddress gateway, PathAttributes inherited) {
        Originator.requireInheritable(inherited);
        var vrf = ipVrfs.get(l3Vni);
        if (vrf != null) {
            vrf.announce(prefix, gateway, inherited);
        }
        return vrf != null;
    }

    public void withdrawPrefix(Vni l3Vni, IpPrefix prefix) {
        var vrf = ipVrfs.get(l3Vni);
        if (vrf != null) {
            vrf.withdraw(prefix);
        }
    }

    /// Time has passed. Of very much that is due at once some is left for the next call, which is
    /// due then.
    public void tick(long nowMillis) {
        var slice = new Slice(ROWS_AT_ONCE);
        while (!slice.isOver() && deadlines.next() <= nowMillis) {
            slice.spend(Slice.ADDRESS);
            var due = deadlines.takeFirst();
            var vrf = macVrfs.get(due.vni());
            if (vrf != null) {
                vrf.mobility().expire(due.entry(), nowMillis);
            }
        }
    }

    /// When [#tick] has something to do next, if it has.
    public OptionalLong nextDeadlineMillis() {
        long next = deadlines.next();
        return next == DuplicateDetection.NEVER ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /// An operator has cleared all duplicates of a bridge domain: some at once, and the rest with
    /// [#goOn].
    public void clearDuplicates(Vni vni, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf != null) {
            vrf.mobility().clearDuplicates();
            vrf.mobility().goOn(new Slice(ROWS_AT_ONCE), nowMillis);
        }
    }

    /// An operator has cleared one address.
    public void clearDuplicate(Vni vni, MacAddress mac, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf != null) {
            vrf.mobility().clearDuplicate(vrf.mobility().table().find(mac), nowMillis);
        }
    }

    /// An operator has cleared one address.
    public void clearDuplicate(Vni vni, IpAddress address, long nowMillis) {
        var vrf = macVrfs.get(vni);
        if (vrf != null) {
            vrf.mobility().clearDuplicate(vrf.mobility().table().find(address), nowMillis);
        }
    }

    /// The next route that is to be announced or withdrawn since it was asked for last, or null.
    public @Nullable InstanceChange nextRoute() {
        return outcome.nextRoute();
    }

    /// All else that is to be done since the last call, in order: of each entry of the kernel's and
    /// each notice once, whatever came in between.
    public List<InstanceChange> drain() {
        return outcome.drain();
    }

    /// How many notices and probes were not kept until somebody asked, since there were too many.
    public long lostRemarks() {
        return outcome.lostRemarks();
    }

    /// What the kernel should hold, in the order of the keys, a slice at a time.
    ///
    /// @param after the key of the last intent of the slice before, or null for the first slice
    public List<Intent> intents(@Nullable IntentKey after, int limit) {
        return outcome.intents(after).limit(limit).toList();
    }

    /// All that the kernel should hold.
    public List<Intent> intents() {
        return intents(null, Integer.MAX_VALUE);
    }

    /// All that is announced from here, in the order of distinguishers and keys.
    public List<Origination> originations() {
        return outcome.originations();
    }

    /// What each instance makes of a route, MAC-VRFs first, each in the order of the VNIs. This
    /// looks at all instances; nothing is changed by it.
    public List<ImportVerdict> explain(Offer offer) {
        return all().map(instance -> ImportVerdict.explained(instance, offer)).toList();
    }

    /// What became of the targets that all instances together import, since the last call: what
    /// this speaker is a member of (RFC 4684), as far as a membership can say it.
    public TargetChanges takeTargetChanges() {
        return imports.takeTargetChanges();
    }

    /// How often a route was offered and not imported by an instance for a reason, since the
    /// beginning: a route that is offered again counts again.
    public long refused(Refusal refusal) {
        return imports.refused(refusal);
    }

    /// How many routes are imported.
    public int imported() {
        return imports.size();
    }

    /// What the MAC-VRFs are made of, by their VNIs.
    public List<MacVrfSettings> macVrfs() {
        return macVrfs.values().stream().map(MacVrf::settings).toList();
    }

    /// What the IP-VRFs are made of, by their VNIs.
    public List<IpVrfSettings> ipVrfs() {
        return ipVrfs.values().stream().map(IpVrf::settings).toList();
    }

    /// The routes that an IP-VRF has imported, those of none where there is no such.
    public ImportedPaths importedPaths(Vni l3Vni) {
        var vrf = ipVrfs.get(l3Vni);
        return new ImportedPaths(vrf == null ? Collections.emptyNavigableMap() : vrf.candidates());
    }

    /// The routes that an instance holds; nothing where there is no such instance.
    public Optional<HeldRoutes> held(Vni vni) {
        return instance(vni).map(Instance::held);
    }

    /// Whether a path is one by which an instance knows a route: it begins with the instance, or
    /// would be imported if it were the best.
    ///
    /// @param begins whether the path begins here
    public boolean knows(Vni vni, Offer path, boolean begins) {
        return instance(vni)
                .filter(
                        each ->
                                begins
                                        ? each.originates(path.key())
                                        : ImportVerdict.of(each, path).isImported())
                .isPresent();
    }

    private Optional<Instance> instance(Vni vni) {
        return Optional.<Instance>ofNullable(macVrfs.get(vni))
                .or(() -> Optional.ofNullable(ipVrfs.get(vni)));
    }

    /// How many MAC addresses of a bridge domain are known.
    public int macCount(Vni vni) {
        var vrf = macVrfs.get(vni);
        return vrf == null ? 0 : vrf.macCount();
    }

    /// How many IP addresses of a bridge domain are known.
    public int neighborCount(Vni vni) {
        var vrf = macVrfs.get(vni);
        return vrf == null ? 0 : vrf.neighborCount();
    }

    /// The MAC addresses of a bridge domain in their order, a slice at a time.
    ///
    /// @param after the last address of the slice before, or null for the first slice
    public List<HostView> macs(Vni vni, @Nullable MacAddress after, int limit) {
        var vrf = macVrfs.get(vni);
        return vrf == null ? List.of() : vrf.macs(after, limit);
    }

    public Optional<HostView> mac(Vni vni, MacAddress mac) {
        return Optional.ofNullable(macVrfs.get(vni)).flatMap(vrf -> vrf.view(mac));
    }

    /// The same with its IP addresses or one of them, and with what the kernel should hold of all.
    public Optional<HostStanding> host(Vni vni, MacAddress mac, @Nullable IpAddress only) {
        return Optional.ofNullable(macVrfs.get(vni)).map(vrf -> vrf.host(mac, only));
    }

    public Optional<HostView> neighbor(Vni vni, IpAddress address) {
        return Optional.ofNullable(macVrfs.get(vni)).flatMap(vrf -> vrf.view(address));
    }

    /// The IP addresses of a bridge domain in their order, a slice at a time.
    public List<HostView> neighbors(Vni vni, @Nullable IpAddress after, int limit) {
        var vrf = macVrfs.get(vni);
        return vrf == null ? List.of() : vrf.neighbors(after, limit);
    }

    /// The VTEPs of a bridge domain that get what is flooded, in the order of their addresses.
    public List<IpAddress> floodList(Vni vni) {
        var vrf = macVrfs.get(vni);
        return vrf == null ? List.of() : vrf.floodList().vteps();
    }
}
