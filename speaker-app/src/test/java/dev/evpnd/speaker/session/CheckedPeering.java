package dev.evpnd.speaker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.Effect.DownReason;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A [Peering] whose effects are held against what a driver knows: which connections are open, and
/// on which of them there is a session.
final class CheckedPeering {
    private static final int NONE = 0;

    private final Set<Integer> open = new HashSet<>();
    private final Set<Integer> used = new HashSet<>();
    private final List<DownReason> ends = new ArrayList<>();
    private SessionSettings settings;
    private Peering peering;
    private int session = NONE;
    private int sessions;

    CheckedPeering(SessionSettings settings, long seed) {
        this.settings = settings;
        this.peering = Peering.idle(seed);
    }

    Peering peering() {
        return peering;
    }

    SessionSettings settings() {
        return settings;
    }

    void change(SessionSettings changed) {
        settings = changed;
    }

    /// The connection of the session, 0 where there is none.
    int session() {
        return session;
    }

    /// How many sessions there were.
    int sessions() {
        return sessions;
    }

    /// Why they ended that did.
    List<DownReason> ends() {
        return List.copyOf(ends);
    }

    boolean isOpen(int connection) {
        return open.contains(connection);
    }

    Set<Integer> open() {
        return Set.copyOf(open);
    }

    List<Effect> on(PeeringEvent event, long now) {
        int gone = gone(event);
        if (event instanceof PeeringEvent.Accepted(int number) && used.add(number)) {
            open.add(number);
        }
        open.remove(gone);
        var step = peering.on(settings, event, now);
        peering = step.next();
        step.effects().forEach(effect -> check(effect, gone));
        check();
        return step.effects();
    }

    private static int gone(PeeringEvent event) {
        if (event instanceof PeeringEvent.Lost(int number)) {
            return number;
        }
        return event instanceof PeeringEvent.ConnectFailed(int number) ? number : NONE;
    }

    private void check(Effect effect, int gone) {
        switch (effect) {
            case Effect.Connect(int number) -> {
                assertThat(number).isNegative();
                assertThat(used.add(number)).as("a new number").isTrue();
                open.add(number);
            }
            case Effect.Send(int number, var message) -> assertThat(open).contains(number);
            case Effect.Close(int number) ->
                    assertThat(open.remove(number)).as("closes what is open").isTrue();
            case Effect.Established established -> {
                assertThat(session).as("one session at a time").isEqualTo(NONE);
                assertThat(open).contains(established.connection());
                session = established.connection();
                sessions++;
            }
            case Effect.Down(int number, DownReason reason) -> {
                assertThat(session).as("ends what there is").isEqualTo(number);
                assertThat(open.contains(number) || number == gone).isTrue();
                session = NONE;
                ends.add(reason);
            }
            case Effect.Failed _ -> {}
        }
    }

    /// What it says of itself is what it has told, and it does not wait for nothing.
    private void check() {
        assertThat(peering.connections())
                .extracting(Peering.Connection::number)
                .containsExactlyInAnyOrderElementsOf(open)
                .hasSizeLessThanOrEqualTo(2);
        assertThat(peering.state() == SessionState.ESTABLISHED).isEqualTo(session != NONE);
        if (peering.wanted() && peering.nextDeadlineMillis() == Long.MAX_VALUE) {
            boolean listens = settings.passive() && peering.state() == SessionState.ACTIVE;
            boolean endless = session != NONE && peering.holdSeconds().orElseThrow() == 0;
            assertThat(listens || endless || isPaused()).as("waits for something").isTrue();
        }
    }

    private boolean isPaused() {
        return peering.machines.stream()
                .anyMatch(machine -> machine.heldMillis() != SessionFsm.NOT_PAUSED);
    }
}
