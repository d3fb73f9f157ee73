package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Reads the UPDATEs of peers into their Adj-RIBs-In.
///
/// The way of nearly all of them allocates nothing: the UPDATE is regular, and its attribute block
/// is one that was judged before. Every other UPDATE is decoded whole.
///
/// Where EVPN routes are shared out, they are read here and taken in an [Intake].
final class UpdateReader {
    private final Sharding sharding;
    private final Intake intake;
    private final UpdateView update = new UpdateView();
    private final EvpnNlriView route = new EvpnNlriView();
    private final RouteTaker taker = new RouteTaker();

    /// A membership on its way.
    private final Announcement announcement = new Announcement();

    /// A next hop and an attribute block, as attribute sets are found by.
    private final OctetWriter received = new OctetWriter();

    private int nextHopLength;

    /// Whether the peer is of another AS, which is part of what attributes mean.
    private boolean external;

    private final OctetWriter nlri = new OctetWriter();
    private @Nullable AddressFamily endOfRib;

    /// How many routes the UPDATE announces, where it announces any.
    private int announced;

    UpdateReader(Sharding sharding, Intake intake) {
        this.sharding = sharding;
        this.intake = intake;
    }

    /// The family whose End-of-RIB marker was read last, if that was all that was read.
    @Nullable AddressFamily endOfRib() {
        return endOfRib;
    }

    /// @return the faults that were found
    List<Malformed> read(Session from, byte[] bytes, int start, int end) {
        endOfRib = null;
        var evpn = from.plainEvpn();
        if (evpn == null
                || !update.wrap(bytes, start, end)
                || !isEvpnAlone()
                || hasFaults(from.hasPathIds())) {
            return readRecord(from, bytes, start, end);
        }
        // Judged before anything is taken: of an UPDATE that ends the session, nothing is.
        var attributes = update.hasReach() ? attributes(evpn, from, bytes) : null;
        if (update.hasReach() && attributes == null) {
            return readRecord(from, bytes, start, end);
        }
        if (update.hasUnreach()) {
            update.wrapUnreach(route, from.hasPathIds());
            withdrawRoutes(evpn, from.hasPathIds());
        }
        if (attributes == null) {
            endOfRib = update.hasUnreach() && update.isEndOfRib() ? evpn.family() : null;
        } else {
            update.wrapReach(route, from.hasPathIds());
            announceRoutes(evpn, attributes, from.hasPathIds());
        }
        return List.of();
    }

    private boolean isEvpnAlone() {
        return !update.hasIpv4Unicast()
                && (!update.hasReach() || update.reachFamily() == UpdateView.EVPN)
                && (!update.hasUnreach() || update.unreachFamily() == UpdateView.EVPN);
    }

    /// Whether any NLRI is malformed, for which the whole UPDATE is looked at again. That is a walk
    /// of its own, for a fault of the last route may have none of the others taken.
    private boolean hasFaults(boolean pathIds) {
        if (update.hasUnreach()) {
            update.wrapUnreach(route, pathIds);
            if (walkFindsFault()) {
                return true;
            }
        }
        if (update.hasReach()) {
            update.wrapReach(route, pathIds);
            return walkFindsFault();
        }
        return false;
    }

    /// Counts the routes, too.
    private boolean walkFindsFault() {
        announced = 0;
        while (route.next()) {
            announced++;
            if (route.fault() != null) {
                return true;
            }
        }
        return route.framingFault() != null;
    }

    /// The attribute set of the UPDATE; null where it has a fault or may have.
    private @Nullable AttributeSet attributes(Feed feed, Session from, byte[] bytes) {
        received.clear();
        received.bytes(bytes, update.nextHopOffset(), update.nextHopLength());
        update.copyAttributeBlock(received);
        nextHopLength = update.nextHopLength();
        external = from.peer().negotiated().external();
        update.wrapReach(route, from.hasPathIds());
        return intern(firstBranch(feed));
    }

    /// That of the first route of the view: most of the time all others go there, too.
    private Branch firstBranch(Feed feed) {
        return feed.branch(sharding.shards() > 1 && route.next() ? sharding.shardOf(route) : 0);
    }

    /// The set of what was received. It is held until its routes are taken: what is withdrawn
    /// before may be all that held it.
    private @Nullable AttributeSet intern(Branch branch) {
        var table = branch.attributes();
        byte[] octets = received.array();
        var found = table.find(external, 0, octets, 0, received.length(), nextHopLength);
        if (found != null) {
            table.retain(found.number());
            return found;
        }
        var block = new OctetReader(octets, nextHopLength, received.length());
        var session = Negotiated.DEFAULT.withExternal(external);
        var decoded = PathAttributes.decodeBlock(block, session);
        if (!(decoded instanceof Decoded.Accepted<PathAttributes>(var attributes, var findings))
                || !findings.isEmpty()) {
            return null;
        }
        var added = table.add(external, 0, octets, 0, received.length(), nextHopLength, attributes);
        table.retain(added.number());
        return added;
    }

    /// The same of what was received without a fault.
    private AttributeSet accepted(Branch branch) {
        var attributes = intern(branch);
        if (attributes == null) {
            throw new AssertionError("what was accepted before has no fault");
        }
        return attributes;
    }

    /// Has the routes of the view taken, which have these attributes, and lets go of these.
    ///
    /// @param attributes of the shard of the first of them
    private void announceRoutes(Feed feed, AttributeSet attributes, boolean pathIds) {
        if (sharding.shards() == 1) {
            taker.announce(feed.branch(0), attributes, route);
            return;
        }
        // Near a limit it matters which route comes first, whatever its shard.
        boolean oneByOne = !feed.room.isAmple(announced);
        if (oneByOne) {
            intake.take();
        } else {
            intake.count(feed.room, announced);
        }
        intake.begin();
        var held = attributes;
        while (route.next()) {
            int shard = sharding.shardOf(route);
            if (!intake.hasRun(shard)) {
                var branch = feed.branch(shard);
                intake.beginRun(shard, branch, held == null ? accepted(branch) : held, pathIds);
                held = null;
            }
            intake.add(shard, route);
            if (oneByOne) {
                intake.take();
            }
        }
        if (held != null) {
            feed.branch(0).attributes().release(held.number());
        }
    }

    private void withdrawRoutes(Feed feed, boolean pathIds) {
        if (sharding.shards() == 1) {
            taker.withdraw(feed.branch(0), route);
            return;
        }
        intake.begin();
        while (route.next()) {
            int shard = sharding.shardOf(route);
            if (!intake.hasRun(shard)) {
                intake.beginRun(shard, feed.branch(shard), null, pathIds);
            }
            intake.add(shard, route);
        }
        if (!feed.room.isAmple(0)) {
            intake.take();
        }
    }

    private List<Malformed> readRecord(Session from, byte[] bytes, int start, int end) {
        var negotiated = from.peer().negotiated();
        return switch (Update.decode(new OctetReader(bytes, start, end), negotiated)) {
            case Decoded.Rejected<Update>(var malformed) -> List.of(malformed);
            case Decoded.Accepted<Update>(var record, var findings) -> {
                endOfRib = record.endOfRib().orElse(null);
                record.mpUnreach().ifPresent(unreach -> withdrawAll(from, unreach.nlri()));
                if (findings.stream().anyMatch(UpdateReader::withdraws)) {
                    record.mpReach().ifPresent(reach -> withdrawAll(from, reach.nlri()));
                } else {
                    announceAll(from, record);
                }
                yield findings;
            }
        };
    }

    private static boolean withdraws(Malformed finding) {
        return finding.treatment() == Treatment.TREAT_AS_WITHDRAW;
    }

    /// Routes of a family that was not negotiated are ignored (RFC 4760 section 6).
    private static @Nullable Feed feed(Session from, NlriField field) {
        return from.peer().negotiated().families().contains(field.family())
                ? from.feed(field.family())
                : null;
    }

    private void withdrawAll(Session from, NlriField field) {
        var feed = feed(from, field);
        if (feed == null) {
            return;
        }
        if (field instanceof EvpnNlri) {
            wrap(field);
            withdrawRoutes(feed, true);
        } else if (field instanceof RouteTargetNlri(var memberships)) {
            var branch = feed.branch(0);
            for (var membership : memberships) {
                takeKey(membership);
                branch.inbound.withdraw(branch.list, announcement);
            }
        }
    }

    private void announceAll(Session from, Update record) {
        var reach = record.mpReach();
        var feed = reach.isEmpty() ? null : feed(from, reach.get().nlri());
        if (reach.isEmpty() || feed == null) {
            return;
        }
        var nextHop = reach.get().nextHop().octets();
        nextHopLength = nextHop.length();
        external = from.peer().negotiated().external();
        received.clear();
        received.octets(nextHop);
        record.pathAttributes()
                .without(AttributeCode.MP_REACH_NLRI)
                .without(AttributeCode.MP_UNREACH_NLRI)
                .mergedAs4()
                .encode(received, Negotiated.DEFAULT);
        if (reach.get().nlri() instanceof EvpnNlri field) {
            announced = field.routes().size();
            wrap(field);
            var attributes = accepted(firstBranch(feed));
            wrap(field);
            announceRoutes(feed, attributes, true);
        } else if (reach.get().nlri() instanceof RouteTargetNlri(var memberships)) {
            announceMemberships(feed.branch(0), memberships);
        }
    }

    private void announceMemberships(Branch branch, List<Nlri<RouteTargetMembership>> memberships) {
        var attributes = accepted(branch);
        var reason = branch.list.rules().drops(attributes);
        for (var membership : memberships) {
            takeKey(membership);
            if (reason == null) {
                branch.inbound.announce(branch.list, announcement, attributes);
            } else {
                branch.list.count(reason);
                branch.inbound.withdraw(branch.list, announcement);
            }
        }
        branch.attributes().release(attributes.number());
    }

    /// A membership is its own key.
    private void takeKey(Nlri<RouteTargetMembership> membership) {
        nlri.clear();
        membership.route().encode(nlri);
        System.arraycopy(nlri.array(), 0, announcement.key, 0, nlri.length());
        announcement.keyLength = nlri.length();
        announcement.remainderLength = 0;
        announcement.pathId = membership.pathId();
    }

    /// Lays the view over the routes of a field.
    private void wrap(NlriField field) {
        nlri.clear();
        field.encode(nlri, true);
        byte[] octets = Arrays.copyOf(nlri.array(), nlri.length());
        route.wrap(octets, 0, octets.length, true);
    }
}
