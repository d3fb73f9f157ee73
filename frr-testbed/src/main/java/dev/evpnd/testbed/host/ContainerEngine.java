package dev.evpnd.testbed.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Namespaces and programs as containers of a Docker engine on this machine, for which one need not
/// be root. A namespace is a container that sleeps, of the same name; its programs are containers
/// that share its network. A program that sees the files of the machine has them mounted.
///
/// Every container shares the process ids of the machine: what `pid()` says is true within, and one
/// namespace can be told of another.
public final class ContainerEngine implements Engine {
    /// On every container: the namespace it is of.
    private static final String NAMESPACE = "dev.evpnd.testbed.namespace";

    /// On every container: whose process ids the name of the namespace is about. Another container
    /// that uses the same engine has its own, and must not take ours for leftovers.
    private static final String PROCESSES = "dev.evpnd.testbed.processes";

    /// What a container has of its own, whatever else is mounted.
    private static final Set<String> OWN = Set.of("/dev", "/proc", "/sys");

    private static final String INTO_LOG = "log=$0; exec \"$@\" >>\"$log\" 2>&1";

    private final Docker docker;
    private final Images images;
    private final String processes;

    private ContainerEngine(Docker docker, String processes) {
        this.docker = docker;
        this.images = new Images(docker);
        this.processes = processes;
    }

    /// Looks for a Docker engine.
    ///
    /// @return the engine, or why there is none
    public static EngineChoice find() {
        try {
            var processes = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            var engine = new ContainerEngine(Docker.connect(), processes);
            return new EngineChoice.Chosen(engine);
        } catch (IllegalStateException | IOException _) {
            var named = System.getenv("DOCKER_HOST");
            return new EngineChoice.None(
                    "no Docker engine for this user "
                            + (named == null
                                    ? "at /var/run/docker.sock, and no DOCKER_HOST"
                                    : "where DOCKER_HOST says, " + named));
        }
    }

    @Override
    public Optional<String> refuses(Root root) {
        return images.refuses(root);
    }

    @Override
    public void createNamespace(String name) {
        var limits = limits(machineFiles()).withNetworkMode("none").withSysctls(withIpv6());
        start(
                container(name, new Root.Machine(), limits)
                        .withName(name)
                        .withWorkingDir(System.getProperty("user.dir"))
                        .withEntrypoint("sleep", "infinity"));
    }

    /// Docker takes IPv6 from a container without a network that has it.
    private static Map<String, String> withIpv6() {
        return Stream.of("all", "default")
                .filter(it -> Files.exists(Path.of("/proc/sys/net/ipv6/conf", it)))
                .collect(Collectors.toMap(it -> "net.ipv6.conf." + it + ".disable_ipv6", _ -> "0"));
    }

    /// The directories of the machine, but for those that a container has of its own.
    private static List<Bind> machineFiles() {
        try (var files = Files.list(Path.of("/"))) {
            return files.filter(Files::isDirectory)
                    .filter(it -> !OWN.contains(it.toString()))
                    .map(it -> mount(it, it.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bind mount(Path directory, String inside) {
        return new Bind(directory.toString(), new Volume(inside));
    }

    private static HostConfig limits(List<Bind> mounts) {
        return new Limits()
                .withBinds(mounts)
                .withPidMode("host")
                .withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW, Capability.SYS_ADMIN)
                .withSecurityOpts(
                        List.of("label=disable", "apparmor=unconfined", "seccomp=unconfined"));
    }

    /// What a container may, with words that the library lacks: the settings of its namespace,
    /// which are below `/proc/sys`, can be written.
    private static final class Limits extends HostConfig {
        private static final long serialVersionUID = 1;

        /// What is hidden.
        @JsonProperty("MaskedPaths")
        public String[] maskedPaths() {
            return new String[0];
        }

        /// What cannot be written.
        @JsonProperty("ReadonlyPaths")
        public String[] readonlyPaths() {
            return new String[0];
        }
    }

    private CreateContainerCmd container(String namespace, Root root, HostConfig limits) {
        return docker.client()
                .createContainerCmd(images.of(root))
                .withHostConfig(limits)
                .withLabels(Map.of(NAMESPACE, namespace, PROCESSES, processes))
                .withUser("0");
    }

    private String start(CreateContainerCmd container) {
        var id = Docker.ask(() -> container.exec().getId());
        try {
            Docker.ask(() -> docker.client().startContainerCmd(id).exec());
        } catch (IllegalStateException e) {
            docker.remove(id);
            throw e;
        }
        return id;
    }

    @Override
    public void removeNamespace(String name) {
        for (var container : docker.labelled(NAMESPACE, name)) {
            if (!List.of(container.getNames()).contains("/" + name)) {
                docker.remove(container.getId());
            }
        }
        docker.remove(name);
    }

    @Override
    public List<String> namespaces() {
        return docker.labelled(PROCESSES, processes).stream()
                .map(container -> String.valueOf(container.getLabels().get(NAMESPACE)))
                .distinct()
                .toList();
    }

    @Override
    public void link(String one, String link, String other, String otherLink) {
        var add = List.of("ip", "link", "add", link, "type", "veth", "peer", "name", otherLink);
        var command = new ArrayList<>(add);
        command.addAll(List.of("netns", String.valueOf(pid(other))));
        exec(one, command).orThrow();
    }

    private long pid(String container) {
        return docker.state(container)
                .map(ContainerState::getPidLong)
                .orElseThrow(() -> new IllegalStateException("no container " + container));
    }

    @Override
    public Outcome exec(String namespace, List<String> command) {
        return docker.exec(namespace, command);
    }

    @Override
    public Program start(String namespace, Launch launch) {
        boolean machine = launch.root() instanceof Root.Machine;
        var mounts = machine ? machineFiles() : ownFiles(launch);
        var command = new ArrayList<>(List.of("/bin/sh", "-c", INTO_LOG, launch.log().toString()));
        command.addAll(launch.command());
        var id =
                start(
                        container(
                                        namespace,
                                        launch.root(),
                                        limits(mounts).withNetworkMode("container:" + namespace))
                                .withWorkingDir(machine ? launch.run().toString() : "/")
                                .withEntrypoint(command));
        return new ContainerProgram(docker, id, pid(id), launch.log());
    }

    private static List<Bind> ownFiles(Launch launch) {
        var logs = Objects.requireNonNull(launch.log().getParent(), "the log is in no directory");
        return List.of(mount(launch.run(), "/run"), mount(logs, logs.toString()));
    }

    /// Who is not root cannot delete what programs wrote that are: a container can.
    @Override
    public void delete(Path directory) {
        var command = List.of("rm", "-rf", "--one-file-system", "--", directory.toString());
        if (Command.run(command).succeeded()) {
            return;
        }
        var name = Owner.newName();
        createNamespace(name);
        try {
            exec(name, command).orThrow();
        } finally {
            removeNamespace(name);
        }
    }
}
