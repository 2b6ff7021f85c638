package dev.refactory.api.dashboard;

import dev.refactory.kit.http.Reply;
import dev.refactory.kit.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Files of this module's resources. The page may load nothing but its own script and style, from this server.
public final class StaticFiles {
    /// Nothing from elsewhere, nothing inline, no frame around it; scripts cannot write markup.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private StaticFiles() {}

    public static void mount(Routes routes) {
        serve(routes, "/dashboard", "/dashboard/index.html", "text/html; charset=utf-8");
        serve(routes, "/dashboard/app.js", "/dashboard/app.js", "text/javascript; charset=utf-8");
        serve(routes, "/dashboard/views.js", "/dashboard/views.js", "text/javascript; charset=utf-8");
        serve(routes, "/dashboard/style.css", "/dashboard/style.css", "text/css; charset=utf-8");
        serve(routes, "/openapi.yaml", "/openapi.yaml", "application/yaml");
    }

    private static void serve(Routes routes, String path, String resource, String mediaType) {
        byte[] content = read(resource);
        routes.get(
                path,
                context -> Reply.of(200, mediaType, content)
                        .with("Content-Security-Policy", POLICY)
                        .with("Cross-Origin-Opener-Policy", "same-origin")
                        .with("Cache-Control", "no-cache"));
    }

    private static byte[] read(String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
