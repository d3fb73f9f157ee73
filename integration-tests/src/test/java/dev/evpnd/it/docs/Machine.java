package dev.evpnd.it.docs;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine of a guide's own: a network without anybody, in which its namespaces have names that
/// nobody else sees, and evpnd is on the path. A namespace stands for a host: a daemon there has
/// its sockets where nobody looks who is at another.
final class Machine implements AutoCloseable {
    private final Path directory;
    private final Process holder;
    private final List<Process> daemons = new ArrayList<>();

    /// @param directory where files are, and what is typed is run
    Machine(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        program("evpnd", "");
        program("evpnsh", "shell");
        var ready = directory.resolve("ready");
        var hold =
                "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up && touch "
                        + ready
                        + " && exec sleep infinity";
        holder =
                new ProcessBuilder("unshare", "--net", "--mount", "sh", "-c", hold)
                        .inheritIO()
                        .start();
        while (!Files.exists(ready)) {
            if (holder.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new IOException("no namespace: status " + holder.exitValue());
            }
        }
    }

    private void program(String name, String word) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var script =
                "#!/bin/sh\nexec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar %s %s \"$@\"\n"
                        .formatted(java, System.getProperty("evpnd.jar"), word);
        var file = Files.writeString(directory.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<String> inside(String host, String command) {
        var words = new ArrayList<>(List.of("nsenter", "--net", "--mount", "--target"));
        words.add(String.valueOf(holder.pid()));
        if (!host.isEmpty()) {
            words.addAll(List.of("ip", "netns", "exec", host));
            words.addAll(List.of("env", "EVPND_RUNTIME_DIR=/run/evpnd-" + host));
        }
        words.addAll(List.of("bash", "-c"));
        words.add("cd '%s' && PATH=$PWD:$PATH && exec 2>&1; %s".formatted(directory, command));
        return words;
    }

    /// @param host a namespace, or nothing for none
    Outcome run(String host, String command) {
        return Command.run(inside(host, command));
    }

    /// Starts what does not end.
    ///
    /// @return where what it says is
    Path start(String host, String command) throws IOException {
        var said = directory.resolve("daemon-" + daemons.size());
        daemons.add(
                new ProcessBuilder(inside(host, "exec " + command))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start());
        return said;
    }

    @Override
    public void close() throws IOException {
        daemons.forEach(Process::destroy);
        daemons.forEach(each -> each.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        holder.destroyForcibly().onExit().join();
    }
}
