package dev.evpnd.speaker.console;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.out.ToldPath;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.PeerName;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.show.AdjRibTable;
import dev.evpnd.speaker.show.AdjRibTable.Direction;
import dev.evpnd.speaker.show.AdjRibTableJson;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The commands that list what passes between a peer and this speaker.
final class AdjRibCommands {
    private final Inspection inspection;

    AdjRibCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `show bgp l2vpn evpn neighbors X advertised-routes`.
    void advertised(Arguments arguments, Format format, Output out) {
        peer(inspection, arguments, format, out)
                .ifPresent(
                        peer -> {
                            if (format == Format.COUNT) {
                                RouteCommands.count(inspection.peers().countTold(peer), out);
                            } else {
                                write(Direction.ADVERTISED, told(peer), format, out);
                            }
                        });
    }

    /// `show bgp l2vpn evpn neighbors X received-routes`.
    void received(Arguments arguments, Format format, Output out) {
        peer(inspection, arguments, format, out)
                .ifPresent(
                        peer -> {
                            if (format == Format.COUNT) {
                                RouteCommands.count(inspection.routes(from(peer)).count(), out);
                            } else {
                                write(Direction.RECEIVED, received(peer), format, out);
                            }
                        });
    }

    /// The peer that is asked about. Of one that there is not, it is said so.
    static Optional<IpAddress> peer(
            Inspection inspection, Arguments arguments, Format format, Output out) {
        var name = arguments.get(Words.PEER, PeerName.class);
        var peer = inspection.peers().find(name);
        if (peer.isEmpty()) {
            if (format == Format.JSON) {
                var json = JsonLine.begin(out.stream());
                json.writeStringProperty("warning", "No such neighbor in this view/vrf");
                JsonLine.end(json);
            } else {
                out.line(
                        name instanceof PeerName.Host
                                ? "% Malformed address or name: " + name
                                : "No such neighbor in this view/vrf");
                out.line("Malformed address: " + name);
            }
        }
        return peer;
    }

    static RouteFilter from(IpAddress peer) {
        return RouteFilter.all(RouteFamily.EVPN).and(new RouteCriterion.FromPeer(peer));
    }

    /// A path that is listed.
    ///
    /// @param filtered whether a policy denies it, or the lack of one
    private record Listed(int pathId, ReceivedPath.Content content, boolean filtered) {

        private static Listed of(ToldPath path) {
            return new Listed(path.pathId(), path.content(), false);
        }

        private static Listed of(PathStanding standing) {
            var path = standing.path();
            boolean filtered =
                    path.ineligible() == DropReason.DENIED_BY_POLICY
                            || path.ineligible() == DropReason.NO_POLICY;
            return new Listed(path.pathId(), path.received(), filtered);
        }

        private AdjRibTableJson.Row row() {
            return new AdjRibTableJson.Row(pathId, content);
        }
    }

    /// Gives whoever asks the paths to one route after the other.
    @FunctionalInterface
    private interface Paths {
        void forEach(Consumer<List<Listed>> route);
    }

    private Paths told(IpAddress peer) {
        return to -> {
            var listing = inspection.peers().toldTo(peer);
            while (listing.hasNext()) {
                for (var route : listing.next()) {
                    to.accept(route.paths().stream().map(Listed::of).toList());
                }
            }
        };
    }

    private Paths received(IpAddress peer) {
        return to -> {
            var listing = inspection.routes(from(peer));
            while (listing.hasNext()) {
                for (var route : listing.next()) {
                    to.accept(route.asked().stream().map(Listed::of).toList());
                }
            }
        };
    }

    /// How many were listed.
    private static final class Sum {
        private long paths;
        private long filtered;

        private void add(List<Listed> route) {
            paths += route.size();
            filtered += route.stream().filter(Listed::filtered).count();
        }
    }

    private void write(Direction direction, Paths paths, Format format, Output out) {
        if (format == Format.JSON) {
            json(direction, paths, out);
        } else {
            text(direction, paths, out);
        }
    }

    private void text(Direction direction, Paths paths, Output out) {
        var settings = inspection.settings();
        var table = new AdjRibTable(direction, out.layout());
        var text = new StringBuilder();
        var sum = new Sum();
        paths.forEach(
                route -> {
                    text.setLength(0);
                    if (table.isEmpty()) {
                        text.append(table.header(settings.identifier(), settings.localAs()));
                    }
                    route.forEach(path -> table.write(text, path.content()));
                    out.write(text);
                    sum.add(route);
                });
        out.write(AdjRibTable.footer(sum.paths, sum.filtered));
    }

    private void json(Direction direction, Paths paths, Output out) {
        var settings = inspection.settings();
        var json = JsonLine.begin(out.stream());
        var table = new AdjRibTableJson(json, direction);
        var sum = new Sum();
        paths.forEach(
                route -> {
                    if (table.isEmpty()) {
                        table.begin(settings.identifier(), settings.localAs());
                    }
                    table.write(route.stream().map(Listed::row).toList());
                    sum.add(route);
                });
        table.end(sum.paths, sum.filtered);
        JsonLine.end(json);
    }
}
