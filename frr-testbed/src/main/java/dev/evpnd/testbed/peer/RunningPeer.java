package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A peer that was started in a lab. What it shows is asked anew in each call.
public interface RunningPeer {
    /// Which it is.
    ///
    /// @return the kind
    PeerKind kind();

    /// What it was started with.
    ///
    /// @return the configuration
    PeerConfiguration configuration();

    /// The BGP daemon, to be killed, paused, or asked by commands of its own.
    ///
    /// @return the program
    Program program();

    /// What it sees as `/run`: its configuration and all it has written.
    ///
    /// @return the directory, as the machine sees it
    Path directory();

    /// Runs a command line of the peer's own: a command of `vtysh`, the words behind `gobgp`,
    /// `birdc` or `bgpctl`, a line of ExaBGP's API.
    ///
    /// @param words the command; of vtysh, one command each
    /// @return what it printed
    Outcome show(String... words);

    /// Its sessions.
    ///
    /// @return one for each neighbour it knows of
    List<SessionSeen> sessions();

    /// Its EVPN routes, all paths, its own among them where it shows them.
    ///
    /// @return the routes, ordered as the peer orders them
    List<EvpnRoute> evpnRoutes();

    /// The route types it can announce.
    ///
    /// @return among 1 to 5
    Set<Integer> announces();

    /// Announces a route. A part of it that the peer has no words for is an error.
    ///
    /// @param route the route
    /// @throws UnsupportedOperationException if it cannot announce such a route
    void announce(EvpnRoute route);

    /// Withdraws a route that was announced.
    ///
    /// @param route as it was announced
    void withdraw(EvpnRoute route);

    /// Makes it ask a neighbour for all routes again: RFC 2918.
    ///
    /// @param neighbor the neighbour's address
    void refresh(String neighbor);

    /// Makes it end a session and begin it again.
    ///
    /// @param neighbor the neighbour's address
    void reset(String neighbor);

    /// Ends it as an operator would.
    void stop();

    /// Starts it again with the same configuration, after it was stopped or killed. What was
    /// announced has to be announced again.
    void restart();

    /// The session with a neighbour.
    ///
    /// @param neighbor the neighbour's address
    /// @return the session, if it knows of one
    default Optional<SessionSeen> session(String neighbor) {
        return sessions().stream().filter(it -> it.neighbor().equals(neighbor)).findFirst();
    }

    /// The routes with a key.
    ///
    /// @param key the key
    /// @return none, or one for each path
    default List<EvpnRoute> evpnRoutes(EvpnKey key) {
        return evpnRoutes().stream().filter(it -> it.key().equals(key)).toList();
    }

    /// Waits until the session with a neighbour is up.
    ///
    /// @param neighbor the neighbour's address
    /// @return the session
    /// @throws IllegalStateException if it is not up in 30 s
    default SessionSeen awaitEstablished(String neighbor) {
        var seen =
                Waiting.ask(
                        Duration.ofSeconds(30),
                        () -> session(neighbor),
                        it -> it.filter(SessionSeen::isEstablished).isPresent());
        return seen.filter(SessionSeen::isEstablished)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "%s has no session with %s but %s%n%s"
                                                .formatted(
                                                        kind().text(),
                                                        neighbor,
                                                        seen,
                                                        program().lastWords(20))));
    }
}
