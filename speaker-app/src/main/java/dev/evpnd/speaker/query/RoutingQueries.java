package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.routing.TurnTimes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// Asks the thread that owns the routes, one slice at a time: each slice waits for its turn among
/// what others ask, and nothing is kept for a next one that nobody may come for.
class RoutingQueries {
    /// As long as a question may take at most.
    private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final int ANSWER_SECONDS = 30;

    private final RoutingThread routing;

    RoutingQueries(RoutingThread routing) {
        this.routing = routing;
    }

    /// @param question that takes about a millisecond at most
    <T> T ask(Function<Rib, T> question) {
        return await(begin(question));
    }

    /// Does something step by step on the thread until it is done, one slice after the other.
    ///
    /// @param step of which many fit into a slice
    void inSlices(BooleanSupplier isDone, Runnable step) {
        while (!isDone.getAsBoolean()) {
            boolean _ = ask(_ -> slice(isDone, step));
        }
    }

    /// One slice: as many steps as there is time for.
    ///
    /// @return whether it is done
    static boolean slice(BooleanSupplier isDone, Runnable step) {
        long begun = System.nanoTime();
        while (!isDone.getAsBoolean() && System.nanoTime() - begun < SLICE_NANOS) {
            step.run();
        }
        return isDone.getAsBoolean();
    }

    /// Of things that are numbered as many as one slice has time for.
    ///
    /// @param from the number of the first
    /// @param until behind the last
    static <T> List<T> slice(int from, int until, IntFunction<T> thing) {
        var some = new ArrayList<T>();
        boolean _ =
                slice(
                        () -> from + some.size() >= until,
                        () -> some.add(thing.apply(from + some.size())));
        return some;
    }

    /// Asks, and does not wait.
    <T> CompletableFuture<T> begin(Function<Rib, T> question) {
        return routing.askInTurn(question);
    }

    /// Waits until something is so, and no longer.
    ///
    /// @return whether it is
    boolean await(Predicate<Rib> question, Duration patience) {
        var answer = routing.when(question);
        boolean is = isDone(answer, System.nanoTime() + patience.toNanos());
        answer.cancel(false);
        return is;
    }

    /// Has something done that takes no longer than an event may, and waits for what comes of it.
    <T> T order(Function<Rib, T> change) {
        return await(routing.ask(change));
    }

    /// Has something done, and does not wait.
    void tell(Consumer<Rib> change) {
        routing.change(change);
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
