package dev.evpnd.speaker.demo.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The network namespaces of the demonstration, by their names: one for the network between the
/// speakers, one for each speaker, one for each host.
final class Namespaces {
    static final String UNDERLAY = "underlay";

    private static final String PREFIX = "evpnd-demo-";
    private static final Path DIRECTORY = Path.of("/run/netns");

    /// Until those that are killed are looked for again.
    private static final long AGAIN_NANOS = 10_000_000;

    private Namespaces() {}

    /// As `ip netns` has it.
    static String name(String place) {
        return PREFIX + place;
    }

    static void add(String place) throws IOException {
        Tools.demand(List.of("ip", "netns", "add", name(place)));
        ip(place, "link set lo up");
    }

    /// One in which only what is sent by purpose is: its devices have nothing to say of themselves.
    static void addQuiet(String place) throws IOException {
        add(place);
        var silence = "f=/proc/sys/net/ipv6/conf/default/disable_ipv6; [ ! -e $f ] || echo 1 >$f";
        Tools.demand(inside(place, List.of("sh", "-c", silence)));
    }

    /// Does what `ip` or `bridge` is told by words, in a namespace.
    static void ip(String place, String words) throws IOException {
        in("ip", place, words);
    }

    static void bridge(String place, String words) throws IOException {
        in("bridge", place, words);
    }

    private static void in(String tool, String place, String words) throws IOException {
        var command = new ArrayList<>(List.of(tool, "-n", name(place)));
        command.addAll(List.of(words.split(" ", -1)));
        Tools.demand(command);
    }

    /// A link from one to another, both ends up.
    static void link(String one, String end, String other, String otherEnd) throws IOException {
        ip(
                one,
                "link add %s type veth peer name %s netns %s"
                        .formatted(end, otherEnd, name(other)));
        ip(one, "link set " + end + " up");
        ip(other, "link set " + otherEnd + " up");
    }

    /// What runs a command in a namespace.
    static List<String> inside(String place, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name(place)));
        all.addAll(command);
        return all;
    }

    /// Those that are there, with their whole names.
    static List<String> existing() throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(DIRECTORY)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .toList();
        }
    }

    /// Removes all that are there, and ends what runs in them.
    ///
    /// @return their names
    static List<String> removeAll() throws IOException {
        var all = existing();
        for (var name : all) {
            endAll(name);
        }
        for (var name : all) {
            Tools.demand(List.of("ip", "netns", "delete", name));
        }
        return all;
    }

    private static void endAll(String name) throws IOException {
        var pids = pids(name);
        while (!pids.isEmpty()) {
            pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(AGAIN_NANOS);
            pids = pids(name);
        }
    }

    private static List<Long> pids(String name) throws IOException {
        return Tools.run(List.of("ip", "netns", "pids", name))
                .output()
                .lines()
                .map(Long::valueOf)
                .toList();
    }
}
