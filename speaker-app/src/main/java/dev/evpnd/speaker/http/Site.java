package dev.evpnd.speaker.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What can be asked for, and what is not answered.
///
/// @param resources by their paths
record Site(Map<String, Supplier<Answer>> resources) {
    static final String METHODS = "GET, HEAD";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /// A request, judged by its first lines.
    ///
    /// @param answer is made on a thread that may wait
    /// @param isLast whether nothing that comes behind the request can be told from it
    record Judged(Supplier<Answer> answer, boolean isLast) {}

    Judged judge(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return refuse(status(request.decoderResult().cause()), "no request that is read here");
        }
        boolean isLast = hasBody(request);
        var version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return refuse(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "expected HTTP/1.1");
        }
        if (!isForLoopback(request)) {
            return refuse(
                    HttpResponseStatus.BAD_REQUEST,
                    "expected one Host, which is localhost or an address of loopback");
        }
        if (!request.uri().startsWith("/")) {
            return refuse(HttpResponseStatus.BAD_REQUEST, "expected a path");
        }
        var resource = resources.get(path(request.uri()));
        if (resource == null) {
            var known = String.join(", ", resources.keySet().stream().sorted().toList());
            return new Judged(
                    () -> Answer.text(HttpResponseStatus.NOT_FOUND, "expected one of " + known),
                    isLast);
        }
        if (!READING.contains(request.method())) {
            return new Judged(
                    () ->
                            Answer.text(
                                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                                    "expected one of " + METHODS),
                    isLast);
        }
        return isLast
                ? refuse(HttpResponseStatus.BAD_REQUEST, "expected a request without a body")
                : new Judged(resource, false);
    }

    private static Judged refuse(HttpResponseStatus status, String line) {
        return new Judged(() -> Answer.text(status, line), true);
    }

    private static HttpResponseStatus status(Throwable fault) {
        return switch (fault) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private static boolean hasBody(HttpRequest request) {
        var headers = request.headers();
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
    }

    /// HTTP/1.0 has no Host, and no browser that speaks nothing else.
    private static boolean isForLoopback(HttpRequest request) {
        var hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                : hosts.size() == 1 && LoopbackHost.isNamedBy(hosts.getFirst());
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
