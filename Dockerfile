# Refactory as an image: built from the sources, run as a user without rights.
#   docker build -t refactory:0.1.0 .
# Base images have their names here; docker-compose.yml hands in those of .env.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jdk

FROM ${BUILD_IMAGE} AS build
# More words for Maven, for example -o, or -s with settings that name a mirror.
ARG MAVEN_WORDS=""
WORKDIR /source
COPY . .
RUN ./mvnw -B -ntp -Dquick -Dmaven.test.skip=true ${MAVEN_WORDS} package -pl standalone -am \
    && touch standalone/target/app/built \
    && ./refactory dist --output /tmp/refactory.tar.gz \
    && mkdir -p /opt/refactory \
    && tar -xzf /tmp/refactory.tar.gz -C /opt/refactory --strip-components=1

# A JDK, not a JRE: repositories are read with its compiler. Git checks every patch independently.
FROM ${RUNTIME_IMAGE}
RUN command -v git >/dev/null || { apt-get update && apt-get install -y --no-install-recommends git \
        && rm -rf /var/lib/apt/lists/*; }
RUN useradd --system --user-group --home-dir /var/lib/refactory --create-home --shell /usr/sbin/nologin refactory
COPY --from=build /opt/refactory /opt/refactory
RUN ln -s /opt/refactory/bin/refactory /usr/local/bin/refactory
ENV REFACTORY_DATA_DIR=/var/lib/refactory \
    REFACTORY_HOST=0.0.0.0 \
    REFACTORY_PORT=7300 \
    REFACTORY_CLUSTER_HOST=0.0.0.0 \
    LANG=C.UTF-8
VOLUME /var/lib/refactory
EXPOSE 7300 7301
USER refactory
WORKDIR /var/lib/refactory
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
    CMD ["/opt/refactory/bin/healthy"]
ENTRYPOINT ["refactory"]
CMD ["--help"]
