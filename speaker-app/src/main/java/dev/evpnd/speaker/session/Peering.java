package dev.evpnd.speaker.session;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.speaker.session.OpenVerdict.Agreement;
import dev.evpnd.wire.message.Open;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is known of the session with one peer: its connections, two for as long as they collide,
/// the state of each, and until when it waits for what. A value: [#on] answers with the next one.
///
/// There is an answer to every event in every state. What is told of a connection that is not known
/// any more, because it was closed meanwhile, has no effect.
public final class Peering {

    final long seed;
    final boolean wanted;
    final List<SessionFsm> machines;
    final History history;

    /// Of two connections that collided, the one that was kept last.
    final int kept;

    Peering(long seed, boolean wanted, List<SessionFsm> machines, History history, int kept) {
        this.seed = seed;
        this.wanted = wanted;
        this.machines = List.copyOf(machines);
        this.history = history;
        this.kept = kept;
    }

    /// Nothing has been tried yet, and nothing is before [PeeringEvent.Start].
    ///
    /// @param seed of the jitter
    public static Peering idle(long seed) {
        var machines = List.of(SessionFsm.IDLE);
        return new Peering(seed, false, machines, History.NONE, SessionFsm.NO_CONNECTION);
    }

    /// What is known when something has happened, and what is to be done.
    public Step on(SessionSettings settings, PeeringEvent event, long nowMillis) {
        return new Turn(this, settings, nowMillis).take(event);
    }

    /// Whether the session was started and not stopped.
    public boolean wanted() {
        return wanted;
    }

    /// The state of the connection that has come furthest.
    public SessionState state() {
        return furthest().state();
    }

    /// When a [PeeringEvent.Tick] is to come at the latest, [Long#MAX_VALUE] for never.
    public long nextDeadlineMillis() {
        return machines.stream()
                .mapToLong(machine -> machine.deadlines().earliest())
                .min()
                .orElse(Deadlines.NEVER);
    }

    /// The connections that are open, or that were asked for; two at most.
    public List<Connection> connections() {
        return machines.stream()
                .filter(machine -> machine.connection() != SessionFsm.NO_CONNECTION)
                .map(
                        machine ->
                                new Connection(
                                        machine.connection(), machine.initiated(), machine.state()))
                .toList();
    }

    /// Our OPEN on the connection that has come furthest.
    public Optional<Open> sentOpen() {
        return Optional.ofNullable(furthest().sent());
    }

    /// The peer's OPEN there, if the session could agree to it.
    public Optional<Open> receivedOpen() {
        return agreement().map(Agreement::received);
    }

    /// The hold time that was agreed on, 0 for none.
    public OptionalInt holdSeconds() {
        return agreement().stream().mapToInt(Agreement::holdSeconds).findFirst();
    }

    /// Between two KEEPALIVEs, before jitter; 0 for none.
    public OptionalInt keepaliveSeconds() {
        return agreement().stream().mapToInt(Agreement::keepaliveSeconds).findFirst();
    }

    /// Since when the session is established.
    public OptionalLong establishedSinceMillis() {
        return time(history.establishedAt());
    }

    /// How many sessions there were since this was made, the present one counted.
    public int establishments() {
        return history.establishments();
    }

    /// ConnectRetryCounter: how many attempts and sessions have failed since the start.
    public int connectRetryCounter() {
        return history.retries();
    }

    /// Why the last attempt or session ended that did.
    public Optional<DownReason> lastEnd() {
        return Optional.ofNullable(history.lastEnd());
    }

    /// When that was.
    public OptionalLong lastEndMillis() {
        return time(history.lastEndAt());
    }

    /// Until when nothing is tried, because of a failure or a [PeeringEvent.Reset].
    public OptionalLong idleUntilMillis() {
        return time(machines.getFirst().deadlines().idleHold());
    }

    /// When the next attempt to connect is made, if the ConnectRetryTimer runs.
    public OptionalLong connectRetryMillis() {
        return time(furthest().deadlines().connectRetry());
    }

    private Optional<Agreement> agreement() {
        return Optional.ofNullable(furthest().agreement());
    }

    private SessionFsm furthest() {
        return machines.stream().max(Comparator.comparing(SessionFsm::state)).orElseThrow();
    }

    private static OptionalLong time(long millis) {
        return millis == Deadlines.NEVER ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Peering that
                && seed == that.seed
                && wanted == that.wanted
                && machines.equals(that.machines)
                && history.equals(that.history)
                && kept == that.kept;
    }

    @Override
    public int hashCode() {
        return machines.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(state(), connections());
    }

    /// A connection and how far it has come.
    ///
    /// @param initiated whether this speaker opened it
    public record Connection(int number, boolean initiated, SessionState state) {}

    /// What an event led to.
    public record Step(Peering next, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }
}
