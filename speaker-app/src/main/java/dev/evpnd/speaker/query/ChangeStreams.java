package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.watch.LocRibReader;
import dev.evpnd.speaker.query.ChangeStream.Begin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Streams of what becomes of the best paths of EVPN routes, no more than so many at a time.
///
/// A position in one is a text: of which run of the daemon it is, and a number for each shard.
public final class ChangeStreams {
    private static final Pattern POSITION =
            Pattern.compile("([0-9a-f]{1,16})((?:-[0-9]{1,18}){1,64})");

    private final RoutingQueries routing;
    private final String run;
    private final int most;
    private final Semaphore free;

    /// @param run the name of this run of the daemon
    ChangeStreams(RoutingQueries routing, String run, int most) {
        this.routing = routing;
        this.run = run;
        this.most = most;
        free = new Semaphore(most);
    }

    /// What changes from now on.
    ///
    /// @throws QueryFailure if there are as many already as there may be
    public ChangeStream open(RouteFilter filter) {
        return open(filter, Begin.NOW, rib -> Optional.of(rib.watches().open())).orElseThrow();
    }

    /// What there is, and what becomes of it.
    ///
    /// @throws QueryFailure if there are as many already as there may be
    public ChangeStream openWhole(RouteFilter filter) {
        return open(filter, Begin.WHOLE, rib -> Optional.of(rib.watches().open())).orElseThrow();
    }

    /// What has changed since somebody was told all up to a position; where that is no longer
    /// known, what there is.
    ///
    /// @param position that a stream of the same filter had, or whatever else whoever asks says
    /// @throws QueryFailure if there are as many already as there may be
    public ChangeStream openAt(RouteFilter filter, String position) {
        return parse(position)
                .flatMap(at -> open(filter, Begin.AGAIN, rib -> rib.watches().open(at)))
                .orElseGet(() -> openWhole(filter));
    }

    private Optional<ChangeStream> open(
            RouteFilter filter, Begin begin, Function<Rib, Optional<LocRibReader>> reader) {
        if (!free.tryAcquire()) {
            throw new QueryFailure(
                    "there are %d who watch already, as many as there may be".formatted(most));
        }
        boolean opened = false;
        try {
            var stream =
                    routing.ask(reader)
                            .map(it -> new ChangeStream(routing, filter, it, this, begin));
            opened = stream.isPresent();
            return stream;
        } finally {
            if (!opened) {
                free.release();
            }
        }
    }

    void closed() {
        free.release();
    }

    String text(List<Long> position) {
        return position.stream()
                .map(String::valueOf)
                .collect(Collectors.joining("-", run + "-", ""));
    }

    private Optional<List<Long>> parse(String position) {
        var parts = POSITION.matcher(position);
        if (!parts.matches() || !parts.group(1).equals(run)) {
            return Optional.empty();
        }
        var numbers = new ArrayList<Long>();
        for (var each : parts.group(2).substring(1).split("-", -1)) {
            numbers.add(Long.parseLong(each));
        }
        return Optional.of(numbers);
    }
}
