/**
 * What the default policy asks of requests that no pod starts without, in the part of Rego that each agent reads: with
 * `import rego.v1`, regorus 0.2.8 (Kata 3.25) and 0.9.1 (Kata 3.31) give the same answers. The shapes are those of
 * kata-containers 3.25.0 and 3.31.0: src/runtime/virtcontainers (`kata_agent.go`, `fs_share_linux.go`) makes the requests,
 * src/agent/src/rpc.rs and src/agent/rustjail carry them out. None of it is bound to a pod: that takes a policy of its own.
 */
export const CONDITIONS = `
# Containers reach the confidential data hub over the loopback interface.
UpdateInterfaceRequest if {
	input.interface.name != "lo"
	regex.match(\`[1-9A-Fa-f]\`, input.interface.hwAddr)
	input.interface.raw_flags in {0, 128}
	every address in input.interface.IPAddresses {
		not is_loopback(address.address)
	}
}

UpdateRoutesRequest if {
	every route in input.routes.Routes {
		route.device != "lo"
		not is_loopback(route.dest)
		not is_loopback(route.source)
	}
}

AddARPNeighborsRequest if {
	every neighbor in input.neighbors.ARPNeighbors {
		neighbor.device != "lo"
		not is_loopback(neighbor.toIPAddress.address)
	}
}

is_loopback(address) if regex.match(\`(^|:)127\\.\`, address)

is_loopback(address) if regex.match(\`^[0:]*:0*1(/|$)\`, address)

CreateSandboxRequest if {
	input.guest_hook_path == ""
	count(input.kernel_modules) == 0
	every storage in input.storages {
		storage.driver == "ephemeral"
		storage.fstype == "tmpfs"
		storage.source == "shm"
		storage.mount_point == "/run/kata-containers/sandbox/shm"
	}
}

# Files for mounts, as the runtime calls them. Kata 3.25 has kind and target of a link in bits and bytes.
CopyFileRequest if {
	is_copy(input.path)
	file_type in {"Regular", "Directory"}
}

CopyFileRequest if {
	is_copy(input.path)
	count(split(input.path, "/")) > 6
	file_type == "Symlink"
	regex.match(\`^[^/]\`, link_target)
	not goes_up(link_target)
}

is_copy(path) if {
	regex.match(\`^/run/kata-containers/shared/containers/[^/]+-[0-9a-f]{16}-[^/]+(/[^/]+)*$\`, path)
	not goes_up(path)
}

goes_up(path) if ".." in split(path, "/")

file_type := input.file_type

file_type := {16384: "Directory", 32768: "Regular", 40960: "Symlink"}[bits.and(input.file_mode, 61440)] if {
	not input.file_type
}

link_target := input.symlink_target

link_target := target if {
	not input.file_type
	target := concat("", [sprintf("%c", [byte]) | some byte in input.data])
}

# The guest pulls the image, to where the root of the container is, and nothing of the guest itself is mounted. Without a
# mount namespace the container would run in the root of the guest (src/agent/rustjail/src/container.rs).
CreateContainerRequest if {
	regex.match(\`^[A-Za-z0-9][A-Za-z0-9_.-]*$\`, input.container_id)
	root := concat("/", ["/run/kata-containers", input.container_id, "rootfs"])
	input.OCI.Root.Path == root
	pulls := [storage | some storage in input.storages; storage.driver == "image_guest_pull"]
	count(pulls) == 1
	pulls[0].mount_point == root
	every storage in input.storages {
		is_storage(storage)
	}
	every mount in input.OCI.Mounts {
		is_mount(mount)
	}
	some own in input.OCI.Linux.Namespaces
	own.Type == "mount"
	every namespace in input.OCI.Linux.Namespaces {
		namespace.Path == ""
	}
	object.get(input.OCI, "Hooks", null) == null
	not input.shared_mounts[0]
}

is_storage(storage) if {
	storage.driver == "image_guest_pull"
	storage.fstype == "overlay"
}

is_storage(storage) if {
	storage.driver == "local"
	storage.source == "local"
	is_empty_dir(storage.mount_point)
}

is_storage(storage) if {
	storage.driver == "ephemeral"
	storage.source in {"tmpfs", "nodev"}
	storage.fstype in {"tmpfs", "hugetlbfs"}
	is_memory_dir(storage.mount_point)
}

is_storage(storage) if {
	storage.driver in {"blk", "blk-ccw", "scsi"}
	not startswith(storage.source, "/")
	is_block_dir(storage.mount_point)
}

is_mount(mount) if {
	mount.type_ in {"bind", "local"}
	is_source(mount.source)
}

is_mount(mount) if {
	mount.type_ in {"cgroup", "cgroup2", "devpts", "mqueue", "proc", "sysfs", "tmpfs"}
	not "bind" in mount.options
	not "rbind" in mount.options
}

is_source(path) if path == "/run/kata-containers/sandbox/shm"

is_source(path) if {
	is_copy(path)
	count(split(path, "/")) == 6
}

is_source(path) if is_empty_dir(path)

is_source(path) if is_memory_dir(path)

is_source(path) if is_block_dir(path)

is_empty_dir(path) if {
	regex.match(\`^/run/kata-containers/shared/containers/[^/]+/rootfs/local/[^/]+$\`, path)
	not goes_up(path)
}

is_memory_dir(path) if {
	regex.match(\`^/run/kata-containers/sandbox/ephemeral/[^/]+$\`, path)
	not goes_up(path)
}

is_block_dir(path) if {
	regex.match(\`^/run/kata-containers/sandbox/storage/[^/]+$\`, path)
	not goes_up(path)
}
`;
