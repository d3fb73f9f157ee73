package dev.evpnd.wire.capability;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evpnd.wire.address.AddressFamily;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What two OPENs agree on, and with it how every later message of the session is read.
///
/// Made by [#between]; tests and tools begin with [#DEFAULT] and change what they need.
///
/// @param external whether the peer is in another AS and not a member of our confederation, on
///   which RFC 7606 makes the treatment of LOCAL_PREF, ORIGINATOR_ID and CLUSTER_LIST depend
/// @param fourOctetAs whether AS numbers in AS_PATH and AGGREGATOR have four octets (RFC 6793)
/// @param families the families that both sides announced; IPv4 unicast for a side that announced
///   none (RFC 4760 section 8)
/// @param addPathReceive the families whose NLRI the peer sends with path identifiers (RFC 7911)
/// @param addPathSend the families whose NLRI we send with path identifiers
/// @param extendedNextHops what both sides take as next hop of another protocol (RFC 8950)
/// @param extendedReceive whether the peer may send messages above 4,096 octets; we said so
/// @param extendedSend whether we may; the peer said so (RFC 8654 section 4: each direction is on
///   its own)
/// @param routeRefresh whether the peer understands ROUTE-REFRESH (RFC 2918)
/// @param enhancedRouteRefresh whether the peer understands its subtypes (RFC 7313)
/// @param received the peer's capabilities as they came
public record Negotiated(
        boolean external,
        boolean fourOctetAs,
        Set<AddressFamily> families,
        Set<AddressFamily> addPathReceive,
        Set<AddressFamily> addPathSend,
        Set<ExtendedNextHop.Entry> extendedNextHops,
        boolean extendedReceive,
        boolean extendedSend,
        boolean routeRefresh,
        boolean enhancedRouteRefresh,
        List<Capability> received) {

    /// The longest message where nothing else was agreed, RFC 4271 section 4.1.
    public static final int MAX_MESSAGE_LENGTH = 4096;

    /// The longest message of all, RFC 8654 section 2.
    public static final int EXTENDED_MAX_MESSAGE_LENGTH = 65535;

    /// An internal session with EVPN, four-octet AS numbers and route refresh, and nothing else.
    public static final Negotiated DEFAULT =
            new Negotiated(
                    false,
                    true,
                    Set.of(AddressFamily.L2VPN_EVPN),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    false,
                    false,
                    true,
                    false,
                    List.of());

    public Negotiated {
        families = Set.copyOf(families);
        addPathReceive = Set.copyOf(addPathReceive);
        addPathSend = Set.copyOf(addPathSend);
        extendedNextHops = Set.copyOf(extendedNextHops);
        received = List.copyOf(received);
    }

    /// @param ours the capabilities of the OPEN we sent
    /// @param theirs the capabilities of the OPEN we received
    /// @param external whether the peer is in another AS and not a member of our confederation
    public static Negotiated between(
            List<Capability> ours, List<Capability> theirs, boolean external) {
        return new Negotiated(
                external,
                has(FourOctetAs.class, ours) && has(FourOctetAs.class, theirs),
                intersection(families(ours), families(theirs)),
                intersection(
                        addPath(ours, AddPath.Entry::receives),
                        addPath(theirs, AddPath.Entry::sends)),
                intersection(
                        addPath(ours, AddPath.Entry::sends),
                        addPath(theirs, AddPath.Entry::receives)),
                intersection(extendedNextHops(ours), extendedNextHops(theirs)),
                has(ExtendedMessage.class, ours),
                has(ExtendedMessage.class, theirs),
                has(RouteRefresh.class, theirs),
                has(EnhancedRouteRefresh.class, theirs),
                theirs);
    }

    /// The longest message that the peer may send, OPEN and KEEPALIVE apart.
    public int maxReceiveLength() {
        return extendedReceive ? EXTENDED_MAX_MESSAGE_LENGTH : MAX_MESSAGE_LENGTH;
    }

    /// The longest message that we may send.
    public int maxSendLength() {
        return extendedSend ? EXTENDED_MAX_MESSAGE_LENGTH : MAX_MESSAGE_LENGTH;
    }

    /// The peer's Graceful Restart capability; of several the last counts (RFC 4724 section 3).
    public Optional<GracefulRestart> gracefulRestart() {
        return all(GracefulRestart.class, received).reduce((first, second) -> second);
    }

    /// The peer's Long-Lived Graceful Restart capability, which is ignored where Graceful Restart
    /// is missing (RFC 9494 section 4.1).
    public Optional<LongLivedGracefulRestart> longLivedGracefulRestart() {
        return gracefulRestart()
                .flatMap(
                        restart ->
                                all(LongLivedGracefulRestart.class, received)
                                        .reduce((first, second) -> second));
    }

    public Negotiated withExternal(boolean changed) {
        return new Negotiated(
                changed,
                fourOctetAs,
                families,
                addPathReceive,
                addPathSend,
                extendedNextHops,
                extendedReceive,
                extendedSend,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    public Negotiated withFourOctetAs(boolean changed) {
        return new Negotiated(
                external,
                changed,
                families,
                addPathReceive,
                addPathSend,
                extendedNextHops,
                extendedReceive,
                extendedSend,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    public Negotiated withFamilies(Set<AddressFamily> changed) {
        return new Negotiated(
                external,
                fourOctetAs,
                changed,
                addPathReceive,
                addPathSend,
                extendedNextHops,
                extendedReceive,
                extendedSend,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    public Negotiated withAddPath(Set<AddressFamily> receive, Set<AddressFamily> send) {
        return new Negotiated(
                external,
                fourOctetAs,
                families,
                receive,
                send,
                extendedNextHops,
                extendedReceive,
                extendedSend,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    public Negotiated withExtendedNextHops(Set<ExtendedNextHop.Entry> changed) {
        return new Negotiated(
                external,
                fourOctetAs,
                families,
                addPathReceive,
                addPathSend,
                changed,
                extendedReceive,
                extendedSend,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    /// Long messages in both directions.
    public Negotiated withExtendedMessages(boolean changed) {
        return new Negotiated(
                external,
                fourOctetAs,
                families,
                addPathReceive,
                addPathSend,
                extendedNextHops,
                changed,
                changed,
                routeRefresh,
                enhancedRouteRefresh,
                received);
    }

    public Negotiated withEnhancedRouteRefresh(boolean changed) {
        return new Negotiated(
                external,
                fourOctetAs,
                families,
                addPathReceive,
                addPathSend,
                extendedNextHops,
                extendedReceive,
                extendedSend,
                routeRefresh,
                changed,
                received);
    }

    private static <T extends Capability> Stream<T> all(
            Class<T> type, List<Capability> capabilities) {
        return capabilities.stream().filter(type::isInstance).map(type::cast);
    }

    private static boolean has(Class<? extends Capability> type, List<Capability> capabilities) {
        return capabilities.stream().anyMatch(type::isInstance);
    }

    private static Set<AddressFamily> families(List<Capability> capabilities) {
        var families =
                all(Multiprotocol.class, capabilities)
                        .map(Multiprotocol::family)
                        .collect(toUnmodifiableSet());
        return families.isEmpty() ? Set.of(AddressFamily.IPV4_UNICAST) : families;
    }

    private static Set<AddressFamily> addPath(
            List<Capability> capabilities, Predicate<AddPath.Entry> direction) {
        return all(AddPath.class, capabilities)
                .flatMap(capability -> capability.entries().stream())
                .filter(direction)
                .map(AddPath.Entry::family)
                .collect(toUnmodifiableSet());
    }

    private static Set<ExtendedNextHop.Entry> extendedNextHops(List<Capability> capabilities) {
        return all(ExtendedNextHop.class, capabilities)
                .flatMap(capability -> capability.entries().stream())
                .collect(toUnmodifiableSet());
    }

    private static <T> Set<T> intersection(Set<T> ours, Set<T> theirs) {
        var common = new HashSet<>(ours);
        common.retainAll(theirs);
        return Set.copyOf(common);
    }
}
