package dev.evpnd.testbed.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A registry on loopback that has one image, of no files.
final class SmallRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final String OCTETS = "application/octet-stream";

    /// The archive of no files: two empty records.
    private static final byte[] NO_FILES = new byte[1024];

    private static final class Blob {
        final String type;
        final byte[] octets;

        Blob(String type, byte[] octets) {
            this.type = type;
            this.octets = octets;
        }
    }

    private final Map<String, Blob> byPath = new HashMap<>();
    private final HttpServer server;

    SmallRegistry() throws IOException {
        var layer = gzip(NO_FILES);
        var config =
                """
                {"architecture": "%s", "os": "linux", "config": {},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
                """
                        .formatted(architecture(), digest(NO_FILES))
                        .getBytes(StandardCharsets.UTF_8);
        var manifest =
                """
                {"schemaVersion": 2, "mediaType": "%s", "config": %s, "layers": [%s]}
                """
                        .formatted(MANIFEST, reference(CONFIG, config), reference(LAYER, layer))
                        .getBytes(StandardCharsets.UTF_8);
        byPath.put("/v2/", new Blob("application/json", "{}".getBytes(StandardCharsets.UTF_8)));
        byPath.put("/v2/nothing/manifests/1", new Blob(MANIFEST, manifest));
        byPath.put("/v2/nothing/manifests/" + digest(manifest), new Blob(MANIFEST, manifest));
        byPath.put("/v2/nothing/blobs/" + digest(config), new Blob(OCTETS, config));
        byPath.put("/v2/nothing/blobs/" + digest(layer), new Blob(OCTETS, layer));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// The name of its image.
    String image() {
        return "127.0.0.1:" + server.getAddress().getPort() + "/nothing:1";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static String reference(String type, byte[] octets) {
        return """
               {"mediaType": "%s", "size": %d, "digest": "%s"}"""
                .formatted(type, octets.length, digest(octets));
    }

    private static byte[] gzip(byte[] octets) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(octets);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] octets) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(octets);
            return "sha256:" + HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var blob = byPath.get(exchange.getRequestURI().getPath());
            var headers = exchange.getResponseHeaders();
            headers.set("Docker-Distribution-Api-Version", "registry/2.0");
            if (blob == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            headers.set("Content-Type", blob.type);
            headers.set("Docker-Content-Digest", digest(blob.octets));
            if (exchange.getRequestMethod().equals("HEAD")) {
                headers.set("Content-Length", String.valueOf(blob.octets.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, blob.octets.length);
            exchange.getResponseBody().write(blob.octets);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
