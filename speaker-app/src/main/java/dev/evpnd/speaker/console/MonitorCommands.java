package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.query.ChangeJson;
import dev.evpnd.speaker.query.ChangeStreams;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.RouteChange;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.Told;
import dev.evpnd.speaker.show.ChangeText;
import dev.evpnd.wire.address.IpAddress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/// The commands that show what happens until whoever looks has seen enough.
final class MonitorCommands {
    /// At a time, for each door.
    static final int MOST = 8;

    /// So often is found out whether anybody still looks.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ChangeStreams streams;

    MonitorCommands(Inspection inspection) {
        streams = inspection.changes(MOST);
    }

    /// `monitor bgp l2vpn evpn`.
    void evpn(Arguments arguments, Format format, Output out) {
        if (format == Format.COUNT) {
            throw new QueryFailure("this goes on until it is ended, and is not counted");
        }
        var filter = RouteCommands.filter(arguments);
        for (var it : arguments.all(Words.NEIGHBOR, IpAddress.class)) {
            filter = filter.and(new RouteCriterion.FromPeer(it));
        }
        var lines = format == Format.JSON ? new Json(out) : new Text(out);
        try (var stream = streams.open(filter)) {
            out.pause();
            long paused = System.nanoTime();
            while (true) {
                boolean isTold = lines.write(stream.next(PAUSE));
                long now = System.nanoTime();
                lines.flush();
                if (isTold || now - paused >= PAUSE.toNanos()) {
                    out.pause();
                    paused = now;
                }
            }
        }
    }

    /// How what is told is written.
    private abstract static sealed class Lines {
        /// @return whether there was anything
        boolean write(Told told) {
            var time = Instant.now();
            switch (told) {
                case Told.Nothing _ -> {
                    return false;
                }
                case Told.Changes(var changes, var coalesced, var _) -> {
                    changes.forEach(each -> change(each.event(), each, time));
                    if (coalesced > 0) {
                        coalesced(coalesced, time);
                    }
                    return !changes.isEmpty() || coalesced > 0;
                }
                case Told.Behind behind -> behind(behind, time);
                case Told.Present(var routes) ->
                        routes.forEach(each -> change(ChangeJson.PRESENT, each, time));
                case Told.Whole _ -> whole(time);
            }
            return true;
        }

        abstract void change(String event, RouteChange change, Instant time);

        abstract void coalesced(long changes, Instant time);

        abstract void behind(Told.Behind behind, Instant time);

        abstract void whole(Instant time);

        /// Lets go of what waits.
        abstract void flush();
    }

    private static final class Text extends Lines {
        private final ChangeText text = new ChangeText();
        private final StringBuilder line = new StringBuilder();
        private final Output out;

        private Text(Output out) {
            this.out = out;
        }

        @Override
        void change(String event, RouteChange change, Instant time) {
            line.setLength(0);
            text.write(line, ChangeJson.time(time), event, change);
            out.write(line);
        }

        @Override
        void coalesced(long changes, Instant time) {
            out.line("%% %d more changes were coalesced".formatted(changes));
        }

        @Override
        void behind(Told.Behind behind, Instant time) {
            var changes = behind.changes().isPresent() ? behind.changes().getAsLong() + " " : "";
            out.line("% " + changes + "changes were coalesced into what there is now:");
        }

        @Override
        void whole(Instant time) {
            out.line("% that is all there is");
        }

        @Override
        void flush() {
            out.flush();
        }
    }

    private static final class Json extends Lines {
        private static final int CHUNK = 1 << 14;

        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        private final Output out;

        private Json(Output out) {
            this.out = out;
        }

        @Override
        void change(String event, RouteChange change, Instant time) {
            ChangeJson.route(lines, event, change, time);
            if (lines.size() >= CHUNK) {
                flush();
            }
        }

        @Override
        void coalesced(long changes, Instant time) {
            ChangeJson.coalesced(lines, changes, time);
        }

        @Override
        void behind(Told.Behind behind, Instant time) {
            ChangeJson.resync(lines, behind.changes(), time);
        }

        @Override
        void whole(Instant time) {
            ChangeJson.resynced(lines, time);
        }

        @Override
        void flush() {
            try {
                lines.writeTo(out.stream());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
            lines.reset();
        }
    }
}
