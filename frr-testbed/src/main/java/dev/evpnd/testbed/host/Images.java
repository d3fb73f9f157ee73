package dev.evpnd.testbed.host;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;

import org.testcontainers.utility.DockerImageName;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The images that containers are made from. That of a root directory is made when it is asked for
/// and not there; its name tells what is in it, hence one that is out of date is not found, and it
/// is removed when the next is made. A published one is pulled where it is not there.
final class Images {
    private static final String REPOSITORY = "evpnd-testbed";
    private static final long PULL_MINUTES = 5;

    /// The archive of no files: two empty records.
    private static final byte[] NOTHING = new byte[1024];

    private final Docker docker;
    private final Map<Root, String> names = new ConcurrentHashMap<>();
    private final Map<Root, Optional<String>> refusals = new ConcurrentHashMap<>();

    Images(Docker docker) {
        this.docker = docker;
    }

    /// The name of the image with these files.
    ///
    /// @throws IllegalStateException if it is not to be had
    String of(Root root) {
        return names.computeIfAbsent(root, this::get);
    }

    /// Why an image is not to be had; asked once.
    Optional<String> refuses(Root root) {
        return refusals.computeIfAbsent(
                root,
                it -> {
                    try {
                        of(it);
                        return Optional.empty();
                    } catch (IllegalStateException e) {
                        return Optional.of(String.valueOf(e.getMessage()));
                    }
                });
    }

    private String get(Root root) {
        return switch (root) {
            // The files of the machine are mounted.
            case Root.Machine() -> {
                var name = REPOSITORY + ":machine";
                if (!isThere(name)) {
                    docker.load(name, new ByteArrayInputStream(NOTHING));
                }
                yield name;
            }
            case Root.Directory(var path) -> {
                var tag = path.getFileName() + "-" + fingerprint(path);
                if (!isThere(REPOSITORY + ":" + tag)) {
                    archive(path, tag);
                    removeOthers(path.getFileName() + "-*", REPOSITORY + ":" + tag);
                }
                yield REPOSITORY + ":" + tag;
            }
            case Root.Image(var name) -> {
                if (!isThere(name)) {
                    pull(DockerImageName.parse(name));
                }
                yield name;
            }
        };
    }

    private boolean isThere(String name) {
        return Docker.ask(
                () -> {
                    try {
                        docker.client().inspectImageCmd(name).exec();
                        return true;
                    } catch (NotFoundException _) {
                        return false;
                    }
                });
    }

    /// Two root directories with the same packages, unpacked by the same recipe, are the same.
    private static String fingerprint(Path root) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : new String[] {".stamp", ".packages"}) {
                digest.update(Files.readAllBytes(root.resolve(name)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        } catch (IOException e) {
            throw new IllegalStateException("not made by frr-testbed/bin/peers: " + root, e);
        }
    }

    /// Makes an image under a name that nobody looks for until it is known to be whole.
    private void archive(Path root, String tag) {
        var unfinished = "unfinished-" + tag;
        try {
            var errors = Files.createTempFile("tar", ".err");
            var tar =
                    new ProcessBuilder(
                                    "tar",
                                    "-C",
                                    root.toString(),
                                    "--owner=0",
                                    "--group=0",
                                    "-c",
                                    ".")
                            .redirectError(errors.toFile())
                            .start();
            docker.load(REPOSITORY + ":" + unfinished, tar.getInputStream());
            try {
                if (tar.waitFor() != 0) {
                    throw new IllegalStateException(
                            "no image of %s: %s".formatted(root, Command.read(errors)));
                }
                rename(unfinished, tag);
            } finally {
                remove(REPOSITORY + ":" + unfinished);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making an image of " + root, e);
        }
    }

    private void rename(String from, String to) {
        Docker.ask(
                () -> docker.client().tagImageCmd(REPOSITORY + ":" + from, REPOSITORY, to).exec());
    }

    private void removeOthers(String tags, String kept) {
        names(tags).stream().filter(name -> !name.equals(kept)).forEach(this::remove);
    }

    /// The names of images whose tags are as this pattern says.
    List<String> names(String tags) {
        var images =
                Docker.ask(
                        () ->
                                docker.client()
                                        .listImagesCmd()
                                        .withReferenceFilter(REPOSITORY + ":" + tags)
                                        .exec());
        return images.stream().flatMap(image -> Stream.of(image.getRepoTags())).toList();
    }

    /// Removes an image. That it is not there or in use is no error: another time, then.
    void remove(String name) {
        Docker.ask(
                () -> {
                    try {
                        return docker.client().removeImageCmd(name).exec();
                    } catch (NotFoundException | ConflictException _) {
                        return null;
                    }
                });
    }

    private void pull(DockerImageName name) {
        try {
            boolean done =
                    docker.client()
                            .pullImageCmd(name.getUnversionedPart())
                            .withTag(name.getVersionPart())
                            .start()
                            .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
            if (!done) {
                throw new IllegalStateException(
                        "not pulled in %d minutes: %s".formatted(PULL_MINUTES, name));
            }
        } catch (DockerException | DockerClientException e) {
            throw new IllegalStateException(
                    "cannot pull %s: %s".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pulling " + name, e);
        }
    }
}
