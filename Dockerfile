# syntax=docker/dockerfile:1
# .ci/image-steps proves each of these steps where no container engine runs.

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
RUN make build VERSION=${VERSION}
RUN mkdir -p /rootfs/etc/ssl/certs /rootfs/etc/supplierwatch /rootfs/var/lib/supplierwatch /rootfs/tmp \
 && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \
 && cp bin/supplierwatch /rootfs/supplierwatch \
 && chown -R 65532:65532 /rootfs/var/lib/supplierwatch /rootfs/tmp

# The binary is static and carries its own time zones: it needs nothing else.
FROM scratch
COPY --from=build /rootfs /
USER 65532:65532
WORKDIR /var/lib/supplierwatch
VOLUME /var/lib/supplierwatch
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["/supplierwatch", "health", "--config", "/etc/supplierwatch/supplierwatch.yaml"]
ENTRYPOINT ["/supplierwatch"]
CMD ["run", "--config", "/etc/supplierwatch/supplierwatch.yaml"]
