package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// What `show bgp neighbors` says of graceful restart.
///
/// @param sent what this speaker announces
/// @param received what the peer announced, with its session or the last one as long as anything is
///   left of that
record NeighborRestart(
        PeerDetail detail, Optional<GracefulRestart> sent, Optional<GracefulRestart> received) {
    private static final int MILLIS = 1000;

    static NeighborRestart of(PeerDetail detail) {
        return new NeighborRestart(
                detail,
                Capabilities.configured(detail, GracefulRestart.class),
                detail.exchange().flatMap(it -> it.peer().negotiated().gracefulRestart()));
    }

    boolean isEstablished() {
        return detail.view().status().isEstablished();
    }

    /// FRR marks what was not said of this peer alone; here it is not known of whom it was said.
    String localMode() {
        return sent.map(it -> it.entries().isEmpty() ? "Helper*" : "Restart*").orElse("Disable*");
    }

    /// @param layout in an old one, EVPN makes nobody more than a helper
    String remoteMode(Layout layout) {
        if (!isEstablished()) {
            return "NotApplicable";
        }
        return received.map(
                        it ->
                                !layout.isOld()
                                                && families().stream()
                                                        .anyMatch(each -> entry(each).isPresent())
                                        ? "Restart"
                                        : "Helper")
                .orElse("Disable");
    }

    boolean restartBit() {
        return isEstablished() && received.filter(GracefulRestart::restarted).isPresent();
    }

    boolean notificationBit() {
        return isEstablished()
                && received.filter(GracefulRestart::survivesNotification).isPresent();
    }

    int configuredSeconds() {
        return sent.map(GracefulRestart::restartSeconds).orElse(0);
    }

    int receivedSeconds() {
        return received.map(GracefulRestart::restartSeconds).orElse(0);
    }

    int configuredStaleSeconds() {
        return stale().staleSeconds();
    }

    int configuredLongLivedSeconds() {
        return stale().longLivedSeconds();
    }

    private StaleSettings stale() {
        return detail.view().status().settings().routes().imports().stale();
    }

    /// For how long the routes of the peer are kept that the peer announced to be long-lived.
    int longLivedSeconds(RouteFamily family) {
        return detail.view().announced(LongLivedGracefulRestart.class).stream()
                .flatMap(it -> it.entries().stream())
                .filter(each -> each.family().equals(family.family()))
                .mapToInt(LongLivedGracefulRestart.Entry::staleSeconds)
                .findFirst()
                .orElse(0);
    }

    /// Whether both ends do it, so that there is more to say of each family.
    boolean isAgreed() {
        return isEstablished() && sent.isPresent() && received.isPresent();
    }

    /// Those of the session.
    List<RouteFamily> families() {
        var peer = detail.view().status().peer();
        return peer == null
                ? List.of()
                : List.of(RouteFamily.EVPN, RouteFamily.ROUTE_TARGET).stream()
                        .filter(it -> peer.negotiated().families().contains(it.family()))
                        .toList();
    }

    boolean isPreserved(RouteFamily family) {
        return entry(family).filter(GracefulRestart.Entry::forwardingPreserved).isPresent();
    }

    private Optional<GracefulRestart.Entry> entry(RouteFamily family) {
        return received.stream()
                .flatMap(it -> it.entries().stream())
                .filter(each -> each.family().equals(family.family()))
                .findFirst();
    }

    boolean endOfRibSent(RouteFamily family) {
        return is(family, PeerExchange.OfFamily::endOfRibSent);
    }

    boolean endOfRibReceived(RouteFamily family) {
        return is(family, it -> it.in().endOfRib());
    }

    private boolean is(RouteFamily family, Predicate<PeerExchange.OfFamily> what) {
        return detail.exchange(family).filter(what).isPresent();
    }

    /// Those of them of which something is true.
    List<RouteFamily> families(Predicate<RouteFamily> what) {
        return families().stream().filter(what).toList();
    }

    /// Seconds for which the peer is still waited for, if it is.
    static OptionalLong remaining(PeerDetail detail) {
        return seconds(detail, it -> it.in().restartMillis());
    }

    /// The same of what it does not announce again.
    static OptionalLong staleRemaining(PeerDetail detail) {
        return seconds(detail, it -> it.in().staleMillis());
    }

    private static OptionalLong seconds(
            PeerDetail detail, Function<PeerExchange.OfFamily, OptionalLong> millis) {
        if (detail.view().status().isEstablished()) {
            return OptionalLong.empty();
        }
        return detail.exchange(RouteFamily.EVPN).map(millis).stream()
                .flatMapToLong(OptionalLong::stream)
                .map(each -> each / MILLIS)
                .findFirst();
    }
}
