package dev.evpnd.testbed.host;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A program that is a container. It shares the process ids of the machine, hence its own is the
/// same inside and outside, and the engine ends with it whatever it started.
final class ContainerProgram implements Program {
    private final Docker docker;
    private final String container;
    private final long pid;
    private final Path log;

    ContainerProgram(Docker docker, String container, long pid, Path log) {
        this.docker = docker;
        this.container = container;
        this.pid = pid;
        this.log = log;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return docker.state(container).filter(ContainerState::getRunning).isPresent();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Outcome exec(List<String> command) {
        return docker.exec(container, command);
    }

    @Override
    public void signal(String name) {
        if (isAlive()) {
            Docker.ask(() -> docker.client().killContainerCmd(container).withSignal(name).exec());
        }
    }

    @Override
    public boolean stop(Duration patience) {
        // One that is held still hears no SIGTERM.
        resume();
        signal("TERM");
        boolean byItself = Waiting.until(patience, () -> !isAlive());
        kill();
        return byItself;
    }

    @Override
    public void kill() {
        docker.remove(container);
    }

    @Override
    public void pause() {
        if (isAlive() && !isPaused()) {
            Docker.ask(() -> docker.client().pauseContainerCmd(container).exec());
        }
    }

    @Override
    public void resume() {
        if (isPaused()) {
            Docker.ask(() -> docker.client().unpauseContainerCmd(container).exec());
        }
    }

    private boolean isPaused() {
        return docker.state(container).filter(ContainerState::getPaused).isPresent();
    }

    @Override
    public String toString() {
        return "container " + container;
    }
}
