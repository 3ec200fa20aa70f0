-- MariaDB dump 10.19  Distrib 10.5.29-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: db    Database: eswiki
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `categorylinks`;
CREATE TABLE `categorylinks` (
  `cl_from` int(8) unsigned NOT NULL DEFAULT 0,
  `cl_sortkey` varbinary(230) NOT NULL DEFAULT '',
  `cl_timestamp` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `cl_sortkey_prefix` varbinary(255) NOT NULL DEFAULT '',
  `cl_type` enum('page','subcat','file') NOT NULL DEFAULT 'page',
  `cl_collation_id` smallint(5) unsigned NOT NULL DEFAULT 0,
  `cl_target_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`cl_from`,`cl_target_id`)
) ENGINE=InnoDB DEFAULT CHARSET=binary;
/*!40000 ALTER TABLE `categorylinks` DISABLE KEYS */;
INSERT INTO `categorylinks` VALUES (7,'ARTE\nARTE','2025-02-17 13:31:43','Arte','page',1,208),(9,'X','2025-02-17 13:31:43','','subcat',1,208),(0,'X','2025-02-17 13:31:43','','page',1,208),(12,'X','2025-02-17 13:31:43','','file',1,NULL),(13,'X','2025-02-17 13:31:43','','page',1),(14,'FOTO','2025-02-17 13:31:43','','file',1,18446744073709551615),(15,'FOTO','2025-02-17 13:31:43','','file',1,209);
/*!40000 ALTER TABLE `categorylinks` ENABLE KEYS */;

-- Dump completed on 2026-01-01 13:22:16
