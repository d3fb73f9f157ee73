package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.routing.TurnTimes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Asks the thread that owns the routes, one slice at a time: each slice waits for its turn among
/// what others ask, and nothing is kept for a next one that nobody may come for.
final class RoutingQueries {
    private static final int ANSWER_SECONDS = 30;

    private final RoutingThread routing;

    RoutingQueries(RoutingThread routing) {
        this.routing = routing;
    }

    /// @param question that takes about a millisecond at most
    <T> T ask(Function<Rib, T> question) {
        return await(begin(question));
    }

    /// Asks, and does not wait.
    <T> CompletableFuture<T> begin(Function<Rib, T> question) {
        return routing.askInTurn(question);
    }

    /// What the turns of the thread were spent on.
    TurnTimes.Snapshot times() {
        return await(routing.times());
    }

    /// Is done when the thread has come to it.
    CompletableFuture<Boolean> turn() {
        return routing.ask(_ -> true);
    }

    /// Waits for something to be done, and no longer.
    ///
    /// @param deadlineNanos as [System#nanoTime] has it
    static boolean isDone(CompletableFuture<?> awaited, long deadlineNanos) {
        try {
            awaited.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Waits for what another thread answers.
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new QueryFailure("the daemon has not answered in " + ANSWER_SECONDS + " seconds");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QueryFailure("the daemon comes to its end");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a question has failed", failed.getCause());
        }
    }
}
