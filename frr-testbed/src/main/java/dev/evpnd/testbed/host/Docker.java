package dev.evpnd.testbed.host;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;

import org.testcontainers.dockerclient.DockerClientProviderStrategy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A Docker engine: found and spoken to by Testcontainers, asked here. What it refuses is an
/// [IllegalStateException], as the failure of a command is.
///
/// Of Testcontainers no more is used than that. Its containers know nothing of namespaces that are
/// shared, and its reaper is one more image to be pulled, where [Owner] knows what was left behind.
final class Docker {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(5);

    /// The exit status of a shell for what it could not execute.
    private static final int NOT_EXECUTED = 126;

    private static final int CHUNK = 1 << 16;

    private final DockerClient client;
    private final URI host;

    private Docker(DockerClient client, URI host) {
        this.client = client;
        this.host = host;
    }

    /// Looks for an engine where `DOCKER_HOST` and the settings of Testcontainers say, and at the
    /// usual sockets.
    ///
    /// @throws IllegalStateException if none answers
    static Docker connect() {
        var strategies = new ArrayList<DockerClientProviderStrategy>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        var found = DockerClientProviderStrategy.getFirstValidStrategy(strategies);
        return new Docker(found.getDockerClient(), found.getTransportConfig().getDockerHost());
    }

    /// What to ask the engine itself by; to be called within [#ask(Supplier)].
    DockerClient client() {
        return client;
    }

    /// Asks, and turns a refusal into the exception that everybody here knows.
    static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DockerException e) {
            throw new IllegalStateException("Docker: " + e.getMessage(), e);
        }
    }

    /// Makes an image of an archive of files; by hand, for the client's own command for it sends no
    /// archive.
    void load(String image, InputStream archive) {
        if (!"unix".equals(host.getScheme())) {
            throw new IllegalStateException(
                    "images are made on an engine of this machine only, not on " + host);
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(host.getPath()))) {
            var out = Channels.newOutputStream(channel);
            var head =
                    """
                    POST /images/create?fromSrc=-&repo=%s HTTP/1.1
                    Host: docker
                    Content-Type: application/x-tar
                    Transfer-Encoding: chunked
                    Connection: close

                    """
                            .formatted(image);
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            var chunk = new byte[CHUNK];
            for (int length; (length = archive.read(chunk)) > 0; ) {
                out.write("%x\r\n".formatted(length).getBytes(StandardCharsets.UTF_8));
                out.write(chunk, 0, length);
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            var in = Channels.newInputStream(channel);
            var answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200") || answer.contains("\"error\"")) {
                throw new IllegalStateException("Docker: no image %s: %s".formatted(image, answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a container is; nothing where it is not there.
    Optional<ContainerState> state(String container) {
        return ask(
                () -> {
                    try {
                        return Optional.of(client.inspectContainerCmd(container).exec().getState());
                    } catch (NotFoundException _) {
                        return Optional.empty();
                    }
                });
    }

    /// The containers with a label, whether they run or not.
    List<Container> labelled(String name, String value) {
        return ask(
                () ->
                        client.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(Map.of(name, value))
                                .exec());
    }

    /// Ends what runs in a container and removes it. One that is not there is no error.
    void remove(String container) {
        ask(
                () -> {
                    try {
                        return client.removeContainerCmd(container)
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec();
                    } catch (NotFoundException | ConflictException _) {
                        // Somebody else has removed it or is about to.
                        return null;
                    }
                });
        if (!Waiting.until(LIMIT, () -> state(container).isEmpty())) {
            throw new IllegalStateException("Docker does not remove container " + container);
        }
    }

    /// Runs a command in a container to its end. That it cannot be run is an outcome too.
    Outcome exec(String container, List<String> command) {
        var text = String.join(" ", command);
        try {
            var said = new Said();
            var exec =
                    client.execCreateCmd(container)
                            .withCmd(command.toArray(String[]::new))
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId();
            client.execStartCmd(exec).exec(said);
            if (!said.isWhole(LIMIT)) {
                kill(container, exec);
                throw new IllegalStateException(
                        "not done after %s: %s%n%s".formatted(LIMIT, text, said.text()));
            }
            // What it said may end before it does.
            Waiting.until(END, () -> !client.inspectExecCmd(exec).exec().isRunning());
            var status = client.inspectExecCmd(exec).exec().getExitCodeLong();
            return new Outcome(text, status.intValue(), said.output(), said.errors());
        } catch (DockerException e) {
            return new Outcome(text, NOT_EXECUTED, "", String.valueOf(e.getMessage()));
        }
    }

    private void kill(String container, String exec) {
        var pid = client.inspectExecCmd(exec).exec().getPidLong();
        var kill = client.execCreateCmd(container).withCmd("/bin/sh", "-c", "kill -KILL " + pid);
        client.execStartCmd(kill.exec().getId()).withDetach(true).exec(new Said());
    }

    /// What a command says.
    private static final class Said extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            var stream = frame.getStreamType() == StreamType.STDERR ? errors : output;
            stream.writeBytes(frame.getPayload());
        }

        boolean isWhole(Duration limit) {
            try {
                return awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a command", e);
            }
        }

        String output() {
            return output.toString(StandardCharsets.UTF_8);
        }

        String errors() {
            return errors.toString(StandardCharsets.UTF_8);
        }

        String text() {
            return errors() + output();
        }
    }
}
